/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's parts: the event stream in any pieces, the agenda moved by changes, screens that draw
 * whatever they are given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "canvas.h"
#include "harness.h"
#include "parvis/clock.h"
#include "screens.h"
#include "sse.h"

/* ---- the event stream ---- */

static char seen[512];

static void note_event(const char *name, const char *data, void *user)
{
    size_t used = strlen(seen);
    (void)user;
    snprintf(seen + used, sizeof seen - used, "[%s:%s]", name, data);
}

static const char stream[] =
    "retry: 1000\nevent: hello\ndata: {\"seq\":1}\n\n"
    ": a comment\r\nid: 5\r\nevent: change\r\ndata: one\r\ndata:two\r\n\r\n"
    "data: plain\r\rdata\n\nevent: empty\n\n";
static const char events[] = "[hello:{\"seq\":1}][change:one\ntwo][message:plain][message:]";

START_TEST(a_stream_cut_anywhere_gives_the_same_events)
{
    size_t length = sizeof stream - 1, cut = (size_t)_i;
    struct sse sse = {0};
    seen[0] = '\0';
    ck_assert_int_eq(sse_feed(&sse, stream, cut, note_event, NULL), 0);
    ck_assert_int_eq(sse_feed(&sse, stream + cut, length - cut, note_event, NULL), 0);
    ck_assert_str_eq(seen, events);
    sse_clean_up(&sse);
}
END_TEST

START_TEST(a_stream_comes_byte_by_byte)
{
    struct sse sse = {0};
    seen[0] = '\0';
    for (size_t i = 0; i < sizeof stream - 1; i++)
        ck_assert_int_eq(sse_feed(&sse, stream + i, 1, note_event, NULL), 0);
    ck_assert_str_eq(seen, events);
    sse_clean_up(&sse);
}
END_TEST

START_TEST(a_line_without_end_is_refused_before_it_eats_the_memory)
{
    static char block[1 << 16];
    struct sse sse = {0};
    int result = 0;
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 1024 && result == 0; i++)
        result = sse_feed(&sse, block, sizeof block, note_event, NULL);
    ck_assert_int_eq(result, -1);
    sse_clean_up(&sse);
}
END_TEST

START_TEST(a_new_connection_forgets_half_an_event)
{
    struct sse sse = {0};
    seen[0] = '\0';
    sse_feed(&sse, "event: change\ndata: ha", 22, note_event, NULL);
    sse_reset(&sse);
    sse_feed(&sse, "data: new\n\n", 11, note_event, NULL);
    ck_assert_str_eq(seen, "[message:new]");
    sse_clean_up(&sse);
}
END_TEST

/* ---- the agenda ---- */

static struct agenda *agenda;

static const char document[] =
    "{\"seq\":10,\"edition\":{\"id\":1,\"name\":\"Inno'vember\",\"venue\":\"Lille\"},"
    "\"organisations\":[{\"id\":3,\"name\":\"Éloïdées\"}],\"sessions\":[],\"slots\":[],"
    "\"pitches\":[{\"id\":1,\"company\":3,\"position\":1,\"state\":\"ready\","
    "\"planned_from_at\":1000,\"projected_from_at\":1000}],\"stands\":[],\"demonstrations\":[],"
    "\"meetings\":[],\"notices\":[]}";

static void open_agenda(void)
{
    ck_assert_int_eq(agenda_new(&agenda), PARVIS_OK);
    ck_assert_int_eq(agenda_seq(agenda), -1);
    ck_assert_int_eq(agenda_replace(agenda, document), PARVIS_OK);
}

static void close_agenda(void)
{
    agenda_free(agenda);
}

static bool apply(const char *change)
{
    bool names = false;
    ck_assert_int_eq(agenda_apply(agenda, change, &names), PARVIS_OK);
    return names;
}

START_TEST(a_change_replaces_adds_and_takes_away_rows)
{
    apply("{\"seq\":11,\"kind\":\"pitch\",\"id\":1,\"body\":{\"id\":1,\"state\":\"on_stage\"}}");
    ck_assert_str_eq(json_text(agenda_rows(agenda, "pitches")->child, "state"), "on_stage");
    apply("{\"seq\":12,\"kind\":\"pitch\",\"id\":2,\"body\":{\"id\":2,\"state\":\"ready\"}}");
    ck_assert_int_eq(cJSON_GetArraySize(agenda_rows(agenda, "pitches")), 2);
    apply("{\"seq\":13,\"kind\":\"pitch\",\"id\":1,\"body\":null}");
    ck_assert_int_eq(cJSON_GetArraySize(agenda_rows(agenda, "pitches")), 1);
    ck_assert_int_eq(agenda_seq(agenda), 13);
}
END_TEST

/* Kinds and their arrays, as the server has them. */
static const struct {
    const char *kind, *list;
} kinds[] = {
#define KIND(id, kind, list, ...) {kind, list},
#include "parvis/kinds.def"
#undef KIND
};

START_TEST(every_kind_of_the_agenda_is_moved_by_its_changes)
{
    char text[2048], change[128];
    size_t used = (size_t)snprintf(text, sizeof text, "{\"seq\":10,\"edition\":{\"id\":1}");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].list)
            used += (size_t)snprintf(text + used, sizeof text - used, ",\"%s\":[]", kinds[i].list);
    snprintf(text + used, sizeof text - used, "}");
    ck_assert_int_eq(agenda_replace(agenda, text), PARVIS_OK);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        snprintf(change, sizeof change,
                 "{\"seq\":%zu,\"kind\":\"%s\",\"id\":5,\"body\":{\"id\":5}}", 11 + i,
                 kinds[i].kind);
        bool names = apply(change);
        int rows = cJSON_GetArraySize(agenda_rows(agenda, kinds[i].list ? kinds[i].list : ""));
        ck_assert_msg(names || rows == (kinds[i].list != NULL), "%s", kinds[i].kind);
    }
}
END_TEST

START_TEST(a_changed_organisation_asks_for_the_names_again)
{
    ck_assert(apply("{\"seq\":11,\"kind\":\"organisation\",\"id\":3,\"body\":{\"id\":3}}"));
    ck_assert_str_eq(agenda_name(agenda, 3), "Éloïdées");
    ck_assert(!apply("{\"seq\":12,\"kind\":\"presence\",\"id\":9,\"body\":{\"id\":9}}"));
    ck_assert_str_eq(agenda_name(agenda, 99), "");
}
END_TEST

START_TEST(nonsense_changes_nothing)
{
    bool names;
    ck_assert_int_eq(agenda_replace(agenda, "{oops"), PARVIS_INVALID);
    ck_assert_int_eq(agenda_replace(agenda, "[]"), PARVIS_INVALID);
    ck_assert_int_eq(agenda_apply(agenda, "{oops", &names), PARVIS_INVALID);
    ck_assert_str_eq(json_text(agenda_edition(agenda), "name"), "Inno'vember");
}
END_TEST

/* ---- screens ---- */

static const int sizes[][2] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1080, 1920}, {640, 480}};

/* Whether anything but the ground was drawn. */
static bool is_drawn(const struct canvas *canvas)
{
    cairo_surface_flush(canvas->surface);
    const unsigned char *bytes = cairo_image_surface_get_data(canvas->surface);
    int width = cairo_image_surface_get_width(canvas->surface);
    int height = cairo_image_surface_get_height(canvas->surface);
    int stride = cairo_image_surface_get_stride(canvas->surface);
    for (int row = 0; row < height; row++)
        for (int byte = 4; byte < 4 * width; byte += 4)
            if (memcmp(bytes + row * stride + byte, bytes, 3) != 0)
                return true;
    return false;
}

static void fill_agenda(void)
{
    char change[512];
    for (int i = 1; i <= 64; i++) {
        snprintf(
            change, sizeof change,
            "{\"seq\":%d,\"kind\":\"meeting\",\"id\":%d,\"body\":{\"id\":%d,\"organisation\":3,"
            "\"company\":3,\"place\":\"Table %d\",\"state\":\"%s\"}}",
            20 + i, i, i, i, i % 2 ? "called" : "running");
        apply(change);
        snprintf(change, sizeof change,
                 "{\"seq\":%d,\"kind\":\"pitch\",\"id\":%d,\"body\":{\"id\":%d,\"company\":3,"
                 "\"position\":%d,\"state\":\"%s\",\"started_at\":1,\"pitch_ms\":480000,"
                 "\"planned_from_at\":1000,\"projected_from_at\":600000}}",
                 90 + i, i, i, i, i == 3 ? "on_stage" : "ready");
        apply(change);
    }
}

START_TEST(every_screen_draws_at_every_size_whatever_it_knows)
{
    struct agenda *empty = NULL;
    const struct screen_answer answer = {.status = "admitted",
                                         .green = true,
                                         .first_name = "Marie-Éléonore-Wilhelmine-Alexandrine",
                                         .last_name = "de Saint-Wandrille-Lefèvre-d’Ormesson",
                                         .organisation = "Département de la Seine-Maritime et des "
                                                         "Hauts-de-France réunis",
                                         .role = "buyer",
                                         .say = "Bienvenue",
                                         .say_second = "Welcome"};
    ck_assert_int_eq(agenda_new(&empty), PARVIS_OK);
    fill_agenda();
    for (int full = 0; full < 2; full++) {
        struct canvas canvas;
        const struct screen_state state = {.agenda = full ? agenda : empty,
                                           .now = 700000,
                                           .language = full ? TEXT_NL : TEXT_FR,
                                           .place = "Porte A",
                                           .stand = full ? "A1" : "",
                                           .online = !full,
                                           .offline_at = 100000,
                                           .heard_at = 99000,
                                           .pending = 3};
        ck_assert(canvas_init(&canvas, sizes[_i][0], sizes[_i][1]));
#define SCREEN(id, word, role, draw)                                                               \
    screen_##draw(&canvas, &state);                                                                \
    ck_assert_msg(is_drawn(&canvas), word);
#include "parvis/kiosk_screens.def"
#undef SCREEN
        screen_check_in_answer(&canvas, &state, &answer);
        ck_assert(is_drawn(&canvas));
        canvas_clean_up(&canvas);
    }
    agenda_free(empty);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk");
    TCase *streams = tcase_create("stream");
    tcase_add_loop_test(streams, a_stream_cut_anywhere_gives_the_same_events, 0,
                        (int)sizeof stream);
    tcase_add_test(streams, a_stream_comes_byte_by_byte);
    tcase_add_test(streams, a_line_without_end_is_refused_before_it_eats_the_memory);
    tcase_add_test(streams, a_new_connection_forgets_half_an_event);
    suite_add_tcase(suite, streams);
    TCase *agendas = tcase_create("agenda");
    tcase_add_checked_fixture(agendas, open_agenda, close_agenda);
    tcase_add_test(agendas, a_change_replaces_adds_and_takes_away_rows);
    tcase_add_test(agendas, every_kind_of_the_agenda_is_moved_by_its_changes);
    tcase_add_test(agendas, a_changed_organisation_asks_for_the_names_again);
    tcase_add_test(agendas, nonsense_changes_nothing);
    tcase_add_loop_test(agendas, every_screen_draws_at_every_size_whatever_it_knows, 0,
                        (int)(sizeof sizes / sizeof *sizes));
    suite_add_tcase(suite, agendas);
    return test_run(suite);
}
