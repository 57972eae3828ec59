/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk at work: which moves its life allows and what each wipes, and what its parts want of
 * it. */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "code_queue.h"
#include "desk.h"
#include "harness.h"
#include "life.h"
#include "parvis/badge.h"
#include "remote.h"
#include "visitor.h"

/* ---- the states ---- */

static const struct {
    enum kiosk_state from, to;
} allowed[] = {
    {KIOSK_CALM, KIOSK_DESK},      {KIOSK_CALM, KIOSK_WAITING}, {KIOSK_DESK, KIOSK_CALM},
    {KIOSK_DESK, KIOSK_WAITING},   {KIOSK_DESK, KIOSK_ASKING},  {KIOSK_WAITING, KIOSK_ASKING},
    {KIOSK_ASKING, KIOSK_SHOWING}, {KIOSK_SHOWING, KIOSK_CALM}, {KIOSK_SHOWING, KIOSK_WAITING},
};

static bool is_allowed(int from, int to)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if ((int)allowed[i].from == from && (int)allowed[i].to == to)
            return true;
    return false;
}

static struct life in_state(enum kiosk_state state)
{
    struct life life = {.state = state};
    return life;
}

START_TEST(the_moves_of_the_picture_are_made)
{
    struct life life = in_state(allowed[_i].from);
    life_move(&life, allowed[_i].to);
    ck_assert_int_eq(life.state, allowed[_i].to);
    ck_assert_int_gt(life.since, 0);
}
END_TEST

/* Of each pair that the picture lacks: the program ends there. */
START_TEST(every_other_move_is_a_fault)
{
    int from = _i / KIOSK_STATES, to = _i % KIOSK_STATES;
    struct life life = in_state((enum kiosk_state)from);
    if (is_allowed(from, to))
        abort(); /* tried above */
    life_move(&life, (enum kiosk_state)to);
}
END_TEST

START_TEST(a_passage_lasts_from_the_scan_to_the_end_of_the_answer_and_is_wiped)
{
    struct life life = in_state(KIOSK_CALM);
    life_move(&life, KIOSK_WAITING);
    strcpy(life_passage(&life)->text, "badge");
    life_passage(&life)->by = PASSAGE_BY_REGISTERING;
    int64_t begun_at = life.passage.begun_at;
    ck_assert_int_gt(begun_at, 0);
    life_move(&life, KIOSK_ASKING);
    ck_assert_str_eq(life_passage(&life)->text, "badge");
    ck_assert_ptr_null(life_shown(&life));
    life_move(&life, KIOSK_SHOWING);
    ck_assert_int_eq(life.passage.begun_at, begun_at);
    life_showing(&life)->answer = cJSON_Parse("{\"person\":{\"first_name\":\"Ada\"}}");
    strcpy(life_showing(&life)->phone, "https://…/mine#secret");
    ck_assert_ptr_nonnull(life_shown(&life));
    life_move(&life, KIOSK_WAITING); /* the next badge */
    const struct life fresh = {0};
    ck_assert_mem_eq(&life.showing, &fresh.showing, sizeof fresh.showing);
    ck_assert_str_eq(life.passage.text, "");
    ck_assert_int_eq(life.passage.by, PASSAGE_BY_BADGE);
    life_clean_up(&life);
}
END_TEST

START_TEST(who_is_shown_is_forgotten_when_the_kiosk_is_calm_again)
{
    struct life life = in_state(KIOSK_SHOWING);
    const struct life fresh = {0};
    strcpy(life.passage.text, "badge");
    life.showing.answer = cJSON_Parse("{\"person\":{\"first_name\":\"Ada\"}}");
    life.showing.extensions = 3;
    life_move(&life, KIOSK_CALM);
    ck_assert_mem_eq(&life.showing, &fresh.showing, sizeof fresh.showing);
    ck_assert_mem_eq(&life.passage, &fresh.passage, sizeof fresh.passage);
}
END_TEST

START_TEST(an_answer_is_shown_in_one_state_alone)
{
    struct life life = in_state(KIOSK_ASKING);
    life_showing(&life);
}
END_TEST

START_TEST(nobody_passes_a_calm_kiosk)
{
    struct life life = in_state(KIOSK_CALM);
    life_passage(&life);
}
END_TEST

START_TEST(codes_wait_in_their_order_each_once)
{
    static const char *const codes[] = {"a", "b", "a", "c", "d", "e"};
    struct code_queue queue = {0};
    char text[SCAN_CHARS_MAX + 1];
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        code_queue_keep(&queue, codes[i]);
    for (const char *wanted = "abcd"; *wanted; wanted++) {
        ck_assert(code_queue_take(&queue, text));
        ck_assert_int_eq(text[0], *wanted);
    }
    ck_assert(!code_queue_take(&queue, text));
    const struct code_queue empty = {0};
    ck_assert_mem_eq(&queue, &empty, sizeof empty);
}
END_TEST

/* ---- a stand's visitors ---- */

static char badge[BADGE_TEXT_CHARS + 1];

static void make_badge(void)
{
    uint8_t signature[BADGE_SIGNATURE_BYTES] = {1, 2, 3};
    badge_write(0x1122334455667788, signature, badge);
}

START_TEST(a_visitor_is_asked_for_at_the_server_and_told)
{
    struct visitor visitor = {0};
    struct intent intent = visitor_scan(&visitor, badge, TEXT_FR, true);
    ck_assert_uint_eq(intent.what, INTENT_ERRAND | INTENT_REDRAW);
    ck_assert_int_eq(intent.errand, ERRAND_VISITOR);
    ck_assert_str_eq(cJSON_GetObjectItem(intent.form, "badge")->valuestring, badge);
    cJSON_Delete(intent.form);
    ck_assert_uint_eq(visitor_scan(&visitor, badge, TEXT_FR, true).what, INTENT_NOTHING);
    intent = visitor_answered(&visitor, 200,
                              "{\"visitor\":{\"first_name\":\"Ada\",\"language\":\"en\"}}");
    ck_assert_uint_eq(intent.what, INTENT_REDRAW | INTENT_REPORT | INTENT_GREEN);
    ck_assert_str_eq(intent.word, "noted");
    ck_assert_str_eq(visitor.first_name, "Ada");
    ck_assert_int_eq(visitor.language, TEXT_EN);
}
END_TEST

START_TEST(a_visitor_without_badge_or_server_is_told_at_once)
{
    struct visitor visitor = {0};
    struct intent intent = visitor_scan(&visitor, "https://example.org", TEXT_FR, true);
    ck_assert_uint_eq(intent.what, INTENT_REDRAW | INTENT_REPORT | INTENT_RED);
    ck_assert_str_eq(intent.word, "no_badge");
    intent = visitor_scan(&visitor, badge, TEXT_FR, false);
    ck_assert_str_eq(intent.word, "alone");
    ck_assert_ptr_null(intent.form);
    intent = visitor_answered(&visitor, 200, "{\"visitor\":{\"first_name\":\"Ada\"}}");
    ck_assert_uint_eq(intent.what, INTENT_NOTHING);
}
END_TEST

START_TEST(the_servers_refusal_tells_a_wrong_badge_from_a_server_that_is_gone)
{
    static const struct {
        long status;
        const char *word;
    } cases[] = {{422, "no_badge"}, {503, "alone"}, {0, "alone"}, {200, "alone"}};
    struct visitor visitor = {0};
    struct intent asked = visitor_scan(&visitor, badge, TEXT_FR, true);
    cJSON_Delete(asked.form);
    struct intent intent = visitor_answered(&visitor, cases[_i].status, "{}");
    ck_assert_str_eq(intent.word, cases[_i].word);
}
END_TEST

/* ---- the desk ---- */

static struct desk desk;
static const struct desk_facts online = {.now = 5000, .online = true};

static void open_desk(void)
{
    desk = (struct desk){.language = TEXT_FR, .registers = true};
    make_badge();
    ck_assert_uint_eq(desk_open(&desk).what, INTENT_REDRAW | INTENT_SPEAK);
    ck_assert_int_eq(desk.page, DESK_MENU);
}

static void clean_desk(void)
{
    desk_clean_up(&desk);
}

static void type(const char *text)
{
    for (; *text; text++)
        ck_assert_uint_eq(desk_key(&desk, *text, &online).what, INTENT_REDRAW);
}

START_TEST(a_call_is_told_at_once_and_goes_on_without_its_page)
{
    struct intent intent = desk_touch(&desk, DESK_CHOOSE_CALL, &online);
    ck_assert_uint_eq(intent.what, INTENT_HEARTBEAT | INTENT_REDRAW | INTENT_SPEAK);
    ck_assert_int_eq(desk_unanswered_call(&desk), 5000);
    ck_assert_str_eq(desk_call_note(&desk, true), "kiosk.desk.called.sending");
    ck_assert_str_eq(desk_call_note(&desk, false), "kiosk.desk.called.alone");
    ck_assert_uint_eq(desk_touch(&desk, DESK_BACK, &online).what,
                      INTENT_DESK_CLOSED | INTENT_REDRAW);
    ck_assert_uint_eq(desk_call_heard(&desk).what, INTENT_REDRAW);
    ck_assert_uint_eq(desk_call_heard(&desk).what, INTENT_NOTHING);
    ck_assert_uint_eq(desk_coming(&desk).what, INTENT_NOTICE | INTENT_REDRAW | INTENT_SPEAK);
    ck_assert_int_eq(desk_unanswered_call(&desk), 0);
    ck_assert_int_eq(desk_calls(&desk), 5000);
    desk_open(&desk);
    ck_assert_int_eq(desk.page, DESK_CALL);
    intent = desk_touch(&desk, DESK_CANCEL_CALL, &online);
    ck_assert_uint_eq(intent.what, INTENT_DESK_CLOSED | INTENT_HEARTBEAT | INTENT_REDRAW);
    ck_assert_int_eq(desk_calls(&desk), 0);
    ck_assert_uint_eq(desk_coming(&desk).what, INTENT_NOTHING);
}
END_TEST

START_TEST(who_registers_is_sent_once_and_comes_in_by_the_new_badge)
{
    desk_touch(&desk, DESK_CHOOSE_FORM, &online);
    ck_assert_uint_eq(desk_key(&desk, '\n', &online).what, INTENT_REDRAW);
    ck_assert_str_eq(desk.note, "kiosk.desk.form.missing");
    type("ada\n");
    type("lovelace\n");
    struct intent intent = desk_key(&desk, '\n', &online);
    ck_assert_uint_eq(intent.what, INTENT_ERRAND | INTENT_REDRAW);
    ck_assert_int_eq(intent.errand, ERRAND_REGISTRATION);
    ck_assert_str_eq(cJSON_GetObjectItem(intent.form, "first_name")->valuestring, "Ada");
    ck_assert_str_eq(cJSON_GetObjectItem(intent.form, "role")->valuestring, "visitor");
    ck_assert_ptr_null(cJSON_GetObjectItem(intent.form, "organisation"));
    cJSON_Delete(intent.form);
    ck_assert_uint_eq(desk_key(&desk, '\n', &online).what, INTENT_REDRAW);
    char body[BADGE_TEXT_CHARS + 32];
    snprintf(body, sizeof body, "{\"badge\":\"%s\"}", badge);
    intent = desk_registered(&desk, 201, body);
    ck_assert_uint_eq(intent.what, INTENT_REGISTERED);
    ck_assert_str_eq(intent.badge, badge);
    ck_assert_uint_eq(desk_registered(&desk, 201, body).what, INTENT_NOTHING);
}
END_TEST

START_TEST(without_the_server_the_form_says_so)
{
    const struct desk_facts alone = {.now = 5000};
    desk_touch(&desk, DESK_CHOOSE_FORM, &online);
    type("ada\n");
    type("lovelace\n");
    ck_assert_uint_eq(desk_key(&desk, '\n', &alone).what, INTENT_REDRAW);
    ck_assert_str_eq(desk.note, "kiosk.desk.form.alone");
}
END_TEST

START_TEST(nothing_that_was_typed_stays)
{
    const struct desk fresh = {0};
    desk_touch(&desk, DESK_CHOOSE_FORM, &online);
    type("ada");
    desk_close(&desk);
    ck_assert_mem_eq(desk.fields, fresh.fields, sizeof fresh.fields);
    ck_assert_int_eq(desk.page, DESK_CLOSED);
}
END_TEST

/* ---- the console's words ---- */

START_TEST(the_console_is_obeyed_by_what_it_wants)
{
    static const struct {
        const char *word;
        unsigned what;
    } cases[] = {{"identify", INTENT_NOTICE | INTENT_REDRAW},
                 {"coming", INTENT_COMING},
                 {"picture", INTENT_NOTHING},
                 {"reload", INTENT_NOTHING},
                 {"dance", INTENT_NOTHING}};
    static const struct config config;
    struct remote remote;
    struct intent intent;
    char data[64];
    remote_init(&remote, &config, NULL);
    snprintf(data, sizeof data, "{\"do\":\"%s\"}", cases[_i].word);
    ck_assert(remote_hear(&remote, "command", data, &intent));
    ck_assert_uint_eq(intent.what, cases[_i].what);
    ck_assert_int_eq(remote_is_identifying(&remote), strcmp(cases[_i].word, "identify") == 0);
    ck_assert_int_eq(remote.again, strcmp(cases[_i].word, "reload") == 0);
    ck_assert_int_eq(remote.picture_wanted, strcmp(cases[_i].word, "picture") == 0);
    ck_assert(!remote_hear(&remote, "change", "{}", &intent));
}
END_TEST

START_TEST(settings_are_handed_on_and_darkness_is_drawn)
{
    static const struct config config;
    struct remote remote;
    struct intent intent;
    remote_init(&remote, &config, NULL);
    ck_assert(remote_hear(&remote, "settings", "{\"dark\":true,\"registers\":true}", &intent));
    ck_assert_uint_eq(intent.what, INTENT_SETTINGS | INTENT_REDRAW);
    ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(intent.settings, "registers")));
    ck_assert(remote.dark);
    cJSON_Delete(intent.settings);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk_station");
    TCase *states = tcase_create("states");
    tcase_add_loop_test(states, the_moves_of_the_picture_are_made, 0,
                        sizeof allowed / sizeof *allowed);
    tcase_add_loop_test_raise_signal(states, every_other_move_is_a_fault, SIGABRT, 0,
                                     KIOSK_STATES * KIOSK_STATES);
    tcase_add_test(states, a_passage_lasts_from_the_scan_to_the_end_of_the_answer_and_is_wiped);
    tcase_add_test(states, who_is_shown_is_forgotten_when_the_kiosk_is_calm_again);
    tcase_add_test_raise_signal(states, an_answer_is_shown_in_one_state_alone, SIGABRT);
    tcase_add_test_raise_signal(states, nobody_passes_a_calm_kiosk, SIGABRT);
    tcase_add_test(states, codes_wait_in_their_order_each_once);
    suite_add_tcase(suite, states);
    TCase *visitors = tcase_create("visitors");
    tcase_add_checked_fixture(visitors, make_badge, NULL);
    tcase_add_test(visitors, a_visitor_is_asked_for_at_the_server_and_told);
    tcase_add_test(visitors, a_visitor_without_badge_or_server_is_told_at_once);
    tcase_add_loop_test(visitors,
                        the_servers_refusal_tells_a_wrong_badge_from_a_server_that_is_gone, 0, 4);
    suite_add_tcase(suite, visitors);
    TCase *help = tcase_create("desk");
    tcase_add_checked_fixture(help, open_desk, clean_desk);
    tcase_add_test(help, a_call_is_told_at_once_and_goes_on_without_its_page);
    tcase_add_test(help, who_registers_is_sent_once_and_comes_in_by_the_new_badge);
    tcase_add_test(help, without_the_server_the_form_says_so);
    tcase_add_test(help, nothing_that_was_typed_stays);
    suite_add_tcase(suite, help);
    TCase *console = tcase_create("console");
    tcase_add_loop_test(console, the_console_is_obeyed_by_what_it_wants, 0, 5);
    tcase_add_test(console, settings_are_handed_on_and_darkness_is_drawn);
    suite_add_tcase(suite, console);
    return test_run(suite);
}
