/* SPDX-License-Identifier: EUPL-1.2 */
/* SQLite alone, doing what a check-in writes and nothing else: the row of `scan`, the row of
 * `presence`, the line of `change`, in group commits of 64, WAL and synchronous=FULL, on a copy of
 * the same edition. No request is read, no badge checked, nobody answered: the bound that the
 * server is measured against.
 *
 *   sqlite_alone DATABASE SECONDS      prints {"per_second":…} */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

#define GROUP 64

struct door {
    sqlite3 *db;
    sqlite3_stmt *scan, *presence, *change;
    sqlite3_int64 *people; /* with a badge, by turns */
    size_t people_count;
    sqlite3_int64 *serials; /* of their badges */
    unsigned long long done;
};

static void die(struct door *door, const char *what)
{
    fprintf(stderr, "sqlite_alone: %s: %s\n", what, door->db ? sqlite3_errmsg(door->db) : "");
    exit(1);
}

static void execute(struct door *door, const char *sql)
{
    if (sqlite3_exec(door->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(door, sql);
}

static sqlite3_stmt *prepare(struct door *door, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(door->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK)
        die(door, sql);
    return statement;
}

static void load_people(struct door *door)
{
    sqlite3_stmt *row = prepare(door, "SELECT person_id, serial FROM badge ORDER BY id");
    while (sqlite3_step(row) == SQLITE_ROW) {
        size_t size = (door->people_count + 1) * sizeof(sqlite3_int64);
        door->people = realloc(door->people, size);
        door->serials = realloc(door->serials, size);
        if (!door->people || !door->serials)
            die(door, "memory");
        door->people[door->people_count] = sqlite3_column_int64(row, 0);
        door->serials[door->people_count++] = sqlite3_column_int64(row, 1);
    }
    sqlite3_finalize(row);
    if (!door->people_count)
        die(door, "no badge in the database");
}

static void run(struct door *door, sqlite3_stmt *statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE)
        die(door, "step");
    sqlite3_reset(statement);
}

static sqlite3_int64 now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (sqlite3_int64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The three writes of one check-in: everybody in, then everybody out, and again. */
static void check_in(struct door *door)
{
    char id[40];
    unsigned char digest[16] = {0};
    size_t turn = door->done % door->people_count;
    int leaving = door->done / door->people_count % 2 != 0;
    sqlite3_int64 at = now_ms();
    snprintf(id, sizeof id, "%016llx-%012llu", (unsigned long long)(size_t)door, door->done++);
    memcpy(digest, id + 13, sizeof digest);
    sqlite3_bind_text(door->scan, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_blob(door->scan, 2, digest, sizeof digest, SQLITE_STATIC);
    sqlite3_bind_int64(door->scan, 3, door->serials[turn]);
    sqlite3_bind_int64(door->scan, 4, door->people[turn]);
    sqlite3_bind_text(door->scan, 5, leaving ? "out" : "in", -1, SQLITE_STATIC);
    sqlite3_bind_int64(door->scan, 6, at);
    sqlite3_bind_text(door->scan, 7, leaving ? "left" : "returned", -1, SQLITE_STATIC);
    sqlite3_bind_text(door->scan, 8, leaving ? "in" : "out", -1, SQLITE_STATIC);
    run(door, door->scan);
    sqlite3_bind_int64(door->presence, 1, door->people[turn]);
    sqlite3_bind_text(door->presence, 2, leaving ? "out" : "in", -1, SQLITE_STATIC);
    sqlite3_bind_int64(door->presence, 3, at);
    sqlite3_int64 number = sqlite3_last_insert_rowid(door->db);
    sqlite3_bind_int64(door->presence, 4, number);
    run(door, door->presence);
    sqlite3_bind_int64(door->change, 1, at);
    sqlite3_bind_int64(door->change, 2, door->people[turn]);
    sqlite3_bind_text(door->change, 3, leaving ? "out" : "in", -1, SQLITE_STATIC);
    sqlite3_bind_int64(door->change, 4, number);
    run(door, door->change);
}

static void prepare_all(struct door *door)
{
    execute(
        door,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA cache_size = -2048; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA "
        "wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 16777216;");
    door->scan = prepare(
        door, "INSERT INTO scan (id, digest, device_id, serial, person_id, direction, occurred_at,"
              " received_at, status, before_state) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?6, ?7, ?8)");
    door->presence = prepare(
        door, "INSERT INTO presence (person_id, state, first_at, place, at, scan)"
              " VALUES (?1, ?2, ?3, 'Porte A', ?3, ?4) ON CONFLICT (person_id) DO UPDATE SET"
              " state = excluded.state, at = excluded.at, scan = excluded.scan");
    door->change = prepare(
        door, "INSERT INTO change (at, kind, id, body) VALUES (?1, 'presence', ?2, json_object("
              "'id', ?2, 'state', ?3, 'first_at', ?1, 'place', 'Porte A', 'at', ?1, 'scan', ?4))");
}

int main(int argc, char **argv)
{
    struct door door = {0};
    /* The settings that the server gives SQLite, and a heap that is not handed back at each page.
     */
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
    double seconds = argc > 2 ? atof(argv[2]) : 5;
    if (argc < 2 || sqlite3_open_v2(argv[1], &door.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        die(&door, "usage: sqlite_alone DATABASE SECONDS");
    prepare_all(&door);
    load_people(&door);
    sqlite3_int64 start = now_ms();
    while ((double)(now_ms() - start) < seconds * 1000) {
        execute(&door, "BEGIN IMMEDIATE");
        for (int i = 0; i < GROUP; i++)
            check_in(&door);
        execute(&door, "COMMIT");
    }
    double took = (double)(now_ms() - start) / 1000;
    printf("{\"requests\":%llu,\"seconds\":%.3f,\"per_second\":%.1f}\n", door.done, took,
           (double)door.done / took);
    sqlite3_finalize(door.scan);
    sqlite3_finalize(door.presence);
    sqlite3_finalize(door.change);
    sqlite3_close(door.db);
    free(door.people);
    free(door.serials);
    return 0;
}
