/* SPDX-License-Identifier: EUPL-1.2 */
/* The journal: what it takes, what it recovers, and that it never counts what is not on disk. */
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "journal_file.h"

#define SEALED_BYTES 165
#define SCANS 5

static uint8_t image[64 * 1024]; /* a journal as bytes, header included */
static size_t image_size;
static char folder[] = "/tmp/parvis-journal-XXXXXX";

static struct journal_record scan_record(uint8_t number)
{
    static uint8_t sealed[SEALED_BYTES];
    memset(sealed, number, sizeof sealed);
    struct journal_record record = {.kind = JOURNAL_SCAN,
                                    .scan = {.device_at = 1000 + number,
                                             .at = 2000 + number,
                                             .leaving = number % 2,
                                             .sealed = sealed,
                                             .sealed_size = sizeof sealed}};
    memset(record.scan.id, number, sizeof record.scan.id);
    memset(record.scan.key, 100 + number, sizeof record.scan.key);
    return record;
}

static struct journal_record note_record(enum journal_kind kind, uint64_t seq, uint8_t status)
{
    struct journal_record record = {.kind = kind, .status = status};
    record.scan.seq = seq;
    return record;
}

static void append(struct journal *journal, const struct journal_record *record)
{
    size_t used = 0, size = journal_write(journal, record, image + image_size);
    ck_assert_int_eq(journal_take(journal, image + image_size, size, &used), PARVIS_OK);
    ck_assert_uint_eq(used, size);
    image_size += size;
}

/* Five scans: the first counted, the second parked, the third said, the fourth told, the fifth new.
 */
static struct journal sample(void)
{
    struct journal journal = {0};
    uint8_t id[JOURNAL_ID_BYTES] = {1, 2, 3, 4, 5, 6, 7, 8};
    journal_begin(&journal, id, image);
    image_size = JOURNAL_HEADER_BYTES;
    for (uint8_t i = 1; i <= SCANS; i++) {
        struct journal_record record = scan_record(i);
        append(&journal, &record);
    }
    struct journal_record notes[] = {
        note_record(JOURNAL_SETTLED, 1, 1), note_record(JOURNAL_SETTLED, 2, 0),
        note_record(JOURNAL_SAID, 3, 4), note_record(JOURNAL_TOLD, 4, 2)};
    notes[1].parked = true;
    snprintf(notes[1].scan.reason, sizeof notes[1].scan.reason, "sealed does not open");
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        append(&journal, &notes[i]);
    return journal;
}

/* Reads as much as is right of `size` bytes; how much that was. */
static size_t read_back(struct journal *journal, const uint8_t *bytes, size_t size)
{
    size_t at = JOURNAL_HEADER_BYTES, used = 0;
    if (size < at || journal_begin_from(journal, bytes) != PARVIS_OK)
        return 0;
    while (journal_take(journal, bytes + at, size - at, &used) == PARVIS_OK)
        at += used;
    return at;
}

START_TEST(what_is_written_reads_back)
{
    struct journal journal = sample(), again = {0};
    ck_assert_uint_eq(read_back(&again, image, image_size), image_size);
    ck_assert_uint_eq(again.count, SCANS);
    ck_assert_uint_eq(again.open_count, 3);
    ck_assert_uint_eq(again.parked_count, 1);
    ck_assert_mem_eq(again.id, journal.id, JOURNAL_ID_BYTES);
    ck_assert_int_eq(again.scans[0].outcome, JOURNAL_COUNTED);
    ck_assert_uint_eq(again.scans[0].status, 1);
    ck_assert_str_eq(again.scans[1].reason, "sealed does not open");
    ck_assert_uint_eq(again.scans[2].said, 4);
    ck_assert_uint_eq(again.scans[3].told, 2);
    ck_assert_int_eq(again.scans[4].device_at, 1005);
    ck_assert_int_eq(again.scans[4].at, 2005);
    ck_assert(again.scans[4].leaving);
    ck_assert_uint_eq(again.scans[4].sealed[0], 5);
    ck_assert_uint_eq(again.scans[4].sealed_size, SEALED_BYTES);
    ck_assert_mem_eq(again.chain, journal.chain, sizeof again.chain);
    journal_clean_up(&journal);
    journal_clean_up(&again);
}
END_TEST

START_TEST(cut_anywhere_the_whole_records_before_the_cut_remain)
{
    struct journal journal = sample(), again = {0};
    size_t whole = 0;
    for (size_t size = 0; size <= image_size; size++) {
        size_t kept = read_back(&again, image, size);
        ck_assert_uint_le(kept, size);
        ck_assert_uint_ge(kept, whole); /* never less than with fewer bytes */
        whole = kept;
        for (size_t i = 0; i < again.count; i++)
            ck_assert_uint_eq(again.scans[i].seq, i + 1);
    }
    ck_assert_uint_eq(whole, image_size);
    journal_clean_up(&journal);
    journal_clean_up(&again);
}
END_TEST

START_TEST(a_changed_bit_is_never_taken_for_a_record)
{
    struct journal journal = sample(), again = {0};
    for (size_t at = 0; at < image_size; at++) {
        image[at] = (uint8_t)(image[at] ^ 1 << at % 8);
        ck_assert_uint_le(read_back(&again, image, image_size), at);
        image[at] = (uint8_t)(image[at] ^ 1 << at % 8);
    }
    journal_clean_up(&journal);
    journal_clean_up(&again);
}
END_TEST

START_TEST(records_have_their_one_place)
{
    struct journal journal = sample(), other = sample();
    uint8_t bytes[JOURNAL_RECORD_MAX];
    size_t used = 0;
    struct journal_record record = scan_record(6);
    size_t size = journal_write(&journal, &record, bytes);
    ck_assert_int_eq(journal_take(&journal, bytes, size, &used), PARVIS_OK);
    ck_assert_int_eq(journal_take(&journal, bytes, size, &used), PARVIS_CORRUPT); /* twice */
    ck_assert_uint_eq(journal.count, SCANS + 1);
    record = note_record(JOURNAL_SETTLED, 9, 1); /* of a scan that is not there */
    size = journal_write(&other, &record, bytes);
    ck_assert_int_eq(journal_take(&other, bytes, size, &used), PARVIS_CORRUPT);
    ck_assert_uint_eq(other.open_count, 3);
    journal_clean_up(&journal);
    journal_clean_up(&other);
}
END_TEST

START_TEST(open_scans_are_told_in_order_but_for_the_one_asked_about)
{
    struct journal journal = sample();
    const struct journal_scan *scans[8];
    ck_assert_uint_eq(journal_open_scans(&journal, 0, scans, 8), 3);
    ck_assert_uint_eq(scans[0]->seq, 3);
    ck_assert_uint_eq(scans[2]->seq, 5);
    ck_assert_uint_eq(journal_open_scans(&journal, 4, scans, 8), 2);
    ck_assert_uint_eq(scans[1]->seq, 5);
    ck_assert_uint_eq(journal_open_scans(&journal, 0, scans, 1), 1);
    journal_clean_up(&journal);
}
END_TEST

START_TEST(a_scan_whose_answer_nobody_saw_is_found_again_by_its_badge)
{
    struct journal journal = sample();
    uint8_t key[SEAL_ROW_KEY_BYTES];
    memset(key, 105, sizeof key);
    ck_assert_ptr_eq(journal_untold(&journal, key, true, 2000), &journal.scans[4]);
    ck_assert_ptr_null(journal_untold(&journal, key, false, 2000)); /* the other way */
    ck_assert_ptr_null(journal_untold(&journal, key, true, 2006));  /* too long ago */
    memset(key, 103, sizeof key);
    ck_assert_ptr_eq(journal_untold(&journal, key, true, 2000),
                     &journal.scans[2]); /* decided, unseen */
    memset(key, 104, sizeof key);
    ck_assert_ptr_null(journal_untold(&journal, key, false, 2000)); /* it was told */
    memset(key, 102, sizeof key);
    ck_assert_ptr_null(journal_untold(&journal, key, false, 2000)); /* it was parked */
    journal_clean_up(&journal);
}
END_TEST

/* ---- on disk ---- */

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/parvis-journal-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void drop_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0); // NOLINT(cert-env33-c): a path of our own making
}

static void open_file(struct journal_file *file)
{
    ck_assert_int_eq(journal_file_open(file, folder), PARVIS_OK);
}

static void fill(struct journal_file *file, int count)
{
    for (int i = 0; i < count; i++) {
        struct journal_record record = scan_record((uint8_t)(file->journal.count + 1));
        ck_assert_int_eq(journal_file_append(file, &record, true), PARVIS_OK);
    }
}

static void path_of(const char *name, char out[256])
{
    snprintf(out, 256, "%s/%s", folder, name);
}

START_TEST(a_journal_is_its_owners_alone_and_one_kiosks)
{
    struct journal_file file, second;
    struct stat about;
    char path[256];
    open_file(&file);
    fill(&file, 2);
    path_of("journal", path);
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0600);
    ck_assert_int_eq(journal_file_open(&second, folder), PARVIS_BUSY);
    journal_file_close(&second);
    journal_file_close(&file);
    open_file(&second);
    ck_assert_uint_eq(second.journal.count, 2);
    journal_file_close(&second);
}
END_TEST

START_TEST(a_torn_end_is_cut_off_and_the_next_record_follows)
{
    struct journal_file file;
    char path[256];
    open_file(&file);
    fill(&file, 3);
    uint64_t whole = file.size;
    journal_file_close(&file);
    path_of("journal", path);
    int raw = open(path, O_WRONLY | O_APPEND);
    ck_assert_int_eq(write(raw, "half a record", 13), 13);
    close(raw);
    open_file(&file);
    ck_assert(file.recovered);
    ck_assert_uint_eq(file.size, whole);
    ck_assert_uint_eq(file.journal.count, 3);
    fill(&file, 1);
    journal_file_close(&file);
    open_file(&file);
    ck_assert(!file.recovered);
    ck_assert_uint_eq(file.journal.count, 4);
    journal_file_close(&file);
}
END_TEST

START_TEST(damage_inside_is_set_aside_and_open_scans_go_on_under_their_ids)
{
    struct journal_file file;
    struct stat about;
    char path[256];
    uint8_t id[JOURNAL_ID_BYTES];
    open_file(&file);
    fill(&file, 200);
    memcpy(id, file.journal.id, sizeof id);
    struct journal_record settled = note_record(JOURNAL_SETTLED, 1, 1);
    ck_assert_int_eq(journal_file_append(&file, &settled, true), PARVIS_OK);
    journal_file_close(&file);
    path_of("journal", path);
    int raw = open(path, O_WRONLY);
    ck_assert_int_eq(pwrite(raw, "X", 1, 6000), 1); /* the 26th scan */
    close(raw);
    open_file(&file);
    ck_assert(file.set_aside);
    ck_assert(memcmp(file.journal.id, id, sizeof id) != 0);
    ck_assert_uint_gt(file.journal.count, 10);
    ck_assert_uint_lt(file.journal.count, 30);
    ck_assert_uint_eq(file.journal.scans[0].id[0], 1); /* its note was behind the damage */
    ck_assert_uint_eq(file.journal.scans[0].seq, 1);
    path_of("journal.damaged-1", path);
    ck_assert_int_eq(stat(path, &about), 0);
    fill(&file, 1);
    journal_file_close(&file);
}
END_TEST

START_TEST(a_full_disk_refuses_and_forgets_nothing)
{
    struct journal_file file;
    struct rlimit limit = {.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    open_file(&file);
    fill(&file, 3);
    uint64_t whole = file.size;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = whole + 100; /* half of a record has room */
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    struct journal_record record = scan_record(4);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(journal_file_append(&file, &record, true), PARVIS_BUSY);
    ck_assert_uint_eq(file.journal.count, 3);
    limit.rlim_cur = limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(journal_file_append(&file, &record, true),
                     PARVIS_OK); /* there is room again */
    journal_file_close(&file);
    open_file(&file);
    ck_assert(!file.recovered);
    ck_assert_uint_eq(file.journal.count, 4);
    journal_file_close(&file);
}
END_TEST

START_TEST(after_a_failed_write_nothing_more_is_taken)
{
    struct journal_file file;
    open_file(&file);
    fill(&file, 1);
    close(file.file);
    file.file = open("/dev/null", O_RDONLY); /* writes fail for good */
    struct journal_record record = scan_record(2);
    ck_assert_int_eq(journal_file_append(&file, &record, true), PARVIS_IO);
    ck_assert(file.broken);
    ck_assert_uint_eq(file.journal.count, 1);
    ck_assert_int_eq(journal_file_append(&file, &record, true), PARVIS_IO);
    journal_file_close(&file);
}
END_TEST

/* Opens a journal with a scan, and runs this command on its FOLDER. */
static void append_after(const char *command)
{
    struct journal_file file;
    open_file(&file);
    fill(&file, 1);
    ck_assert_int_eq(setenv("FOLDER", folder, true), 0);
    ck_assert_int_eq(system(command), 0);
    struct journal_record record = scan_record(2);
    ck_assert_msg(journal_file_append(&file, &record, true) == PARVIS_IO, "%s", command);
    ck_assert_uint_eq(file.journal.count, 1);
    ck_assert_int_eq(journal_file_append(&file, &record, true), PARVIS_IO);
    journal_file_close(&file);
}

START_TEST(what_is_written_into_a_folder_that_is_gone_does_not_count)
{
    append_after("rm -r $FOLDER");
    append_after("rm $FOLDER/journal");
    append_after("mv $FOLDER $FOLDER.elsewhere && rm -r $FOLDER.elsewhere");
    append_after("cp $FOLDER/journal $FOLDER/other && mv $FOLDER/other $FOLDER/journal");
    struct journal_file file;
    open_file(&file);
    struct journal_record record = scan_record(2);
    ck_assert_int_eq(journal_file_append(&file, &record, true), PARVIS_OK); /* a start heals it */
    journal_file_close(&file);
}
END_TEST

int main(void)
{
    if (sodium_init() < 0)
        return EXIT_FAILURE;
    Suite *suite = suite_create("journal");
    TCase *records = tcase_create("records");
    tcase_add_test(records, what_is_written_reads_back);
    tcase_add_test(records, cut_anywhere_the_whole_records_before_the_cut_remain);
    tcase_add_test(records, a_changed_bit_is_never_taken_for_a_record);
    tcase_add_test(records, records_have_their_one_place);
    tcase_add_test(records, open_scans_are_told_in_order_but_for_the_one_asked_about);
    tcase_add_test(records, a_scan_whose_answer_nobody_saw_is_found_again_by_its_badge);
    suite_add_tcase(suite, records);
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, make_folder, drop_folder);
    tcase_add_test(files, a_journal_is_its_owners_alone_and_one_kiosks);
    tcase_add_test(files, a_torn_end_is_cut_off_and_the_next_record_follows);
    tcase_add_test(files, damage_inside_is_set_aside_and_open_scans_go_on_under_their_ids);
    tcase_add_test(files, a_full_disk_refuses_and_forgets_nothing);
    tcase_add_test(files, what_is_written_into_a_folder_that_is_gone_does_not_count);
    tcase_add_test(files, after_a_failed_write_nothing_more_is_taken);
    suite_add_tcase(suite, files);
    return test_run(suite);
}
