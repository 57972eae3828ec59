/* SPDX-License-Identifier: EUPL-1.2 */
/* Personal links and phones; badges issued and withdrawn; people registered at the door. */
#include <sodium.h>
#include <string.h>

#include "badge_operations.h"
#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "parvis/clock.h"
#include "people_operations.h"
#include "phone_operations.h"

static const struct operation_actor nobody = {.user = 0};
static const struct operation_actor door = {.device = 1, .name = "Porte A"};
static uint8_t secret_key[BADGE_SECRET_KEY_BYTES];

static enum parvis_status by(const struct operation_actor *actor, const struct operation_form *form,
                             void *order)
{
    const struct operation_once once = {.id = ""};
    return hall_perform_as(actor, &once, form, order);
}

static void open_hall(void)
{
    uint8_t public_key[BADGE_PUBLIC_KEY_BYTES];
    hall_open();
    ck_assert_int_ge(sodium_init(), 0);
    crypto_sign_keypair(public_key, secret_key);
}

static void let_in(void)
{
    fixture_sql(
        hall_store(),
        "INSERT INTO scan (number, id, digest, device_id, serial, person_id, direction,"
        " occurred_at, received_at, status, before_state, effective_at) VALUES (1,"
        " 'by-hand-1', zeroblob(16), 1, 1, 1, 'in', 1511164800000, 1511164800000, 'admitted',"
        " 'expected', 1511164800000);"
        "INSERT INTO presence (person_id, state, first_at, place, at, scan) VALUES (1, 'in',"
        " 1511164800000, 'Porte A', 1511164800000, 1)");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "presence", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
}

/* ---- links and phones ---- */

static int64_t newest_link(void)
{
    return hall_number("SELECT max(id) FROM link");
}

static enum parvis_status open_phone(int64_t link, uint8_t token)
{
    struct phone_open order = {.link = link, .hash = {token}};
    enum parvis_status status = by(&nobody, &phone_open_form, &order);
    if (status == PARVIS_OK)
        ck_assert_int_eq(order.person, HALL_BUYER);
    return status;
}

START_TEST(a_page_link_opens_phones_until_another_takes_its_place)
{
    struct page_link first = {.person = HALL_BUYER, .hash = {1}};
    ck_assert_int_eq(by(&nobody, &page_link_form, &first), PARVIS_OK);
    int64_t old = newest_link(), before = clock_real_ms();
    ck_assert_int_eq(open_phone(old, 11), PARVIS_OK);
    ck_assert_int_eq(open_phone(old, 12), PARVIS_OK); /* a laptop, too */
    ck_assert_int_ge(hall_number("SELECT min(expires_at) FROM phone"), before + PHONE_MS);
    struct page_link second = {.person = HALL_BUYER, .hash = {2}};
    ck_assert_int_eq(by(&nobody, &page_link_form, &second), PARVIS_OK);
    ck_assert_int_eq(open_phone(old, 13), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "phone.link_ended");
    ck_assert_int_eq(open_phone(newest_link(), 14), PARVIS_OK);
    ck_assert_int_eq(open_phone(newest_link() + 1, 15), PARVIS_FORBIDDEN);
    struct page_link stranger = {.person = 99, .hash = {3}};
    ck_assert_int_eq(by(&nobody, &page_link_form, &stranger), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_code_is_for_who_is_in_and_opens_one_phone_for_some_minutes)
{
    struct phone_link order = {.person = HALL_BUYER, .hash = {1}};
    ck_assert_int_eq(by(&door, &phone_link_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "phone.not_in");
    ck_assert(!order.made);
    let_in();
    ck_assert_int_eq(by(&door, &phone_link_form, &order), PARVIS_OK);
    ck_assert(order.made);
    int64_t link = newest_link();
    ck_assert_int_eq(hall_number("SELECT expires_at - created_at FROM link"), PHONE_LINK_MS);
    ck_assert_int_eq(open_phone(link, 11), PARVIS_OK);
    ck_assert_int_eq(open_phone(link, 12), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "phone.link_ended");
    ck_assert_int_eq(hall_number("SELECT count(*) FROM phone"), 1);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 0);
    struct phone_link late = {.person = HALL_BUYER, .hash = {2}};
    ck_assert_int_eq(by(&door, &phone_link_form, &late), PARVIS_OK);
    fixture_sql(hall_store(), "UPDATE link SET expires_at = 1 WHERE revoked_at IS NULL");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "link", newest_link(), NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    ck_assert_int_eq(open_phone(newest_link(), 13), PARVIS_FORBIDDEN);
    late.person = 99;
    ck_assert_int_eq(by(&door, &phone_link_form, &late), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(no_link_of_an_erased_person_or_of_a_calendar_opens_a_phone)
{
    struct page_link link = {.person = HALL_BUYER, .hash = {1}};
    ck_assert_int_eq(by(&nobody, &page_link_form, &link), PARVIS_OK);
    struct person_erase erase = {.person = HALL_BUYER, .confirm = true};
    ck_assert_int_eq(hall_perform(&person_erase_form, &erase), PARVIS_OK);
    ck_assert_int_eq(open_phone(newest_link(), 11), PARVIS_FORBIDDEN);
    ck_assert_int_eq(by(&nobody, &page_link_form, &link), PARVIS_NOT_FOUND);
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    const uint8_t hash[STORE_TOKEN_HASH_BYTES] = {9};
    ck_assert_int_eq(store_link_add(hall_store(), HALL_COLLEAGUE, "calendar", hash, 1, 0, NULL),
                     PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    ck_assert_int_eq(open_phone(newest_link(), 12), PARVIS_FORBIDDEN);
}
END_TEST

START_TEST(a_phone_is_forgotten)
{
    struct page_link link = {.person = HALL_BUYER, .hash = {1}};
    ck_assert_int_eq(by(&nobody, &page_link_form, &link), PARVIS_OK);
    ck_assert_int_eq(open_phone(newest_link(), 11), PARVIS_OK);
    struct phone_close order = {.phone = hall_number("SELECT id FROM phone")};
    ck_assert_int_eq(by(&nobody, &phone_close_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM phone WHERE revoked_at IS NULL"), 0);
}
END_TEST

/* ---- badges ---- */

static int64_t valid_badges(void)
{
    return hall_number("SELECT count(*) FROM badge WHERE person_id = 1 AND revoked_at IS NULL");
}

START_TEST(a_new_badge_ends_those_before)
{
    struct badge_issue order = {.person = HALL_BUYER};
    memcpy(order.key, secret_key, sizeof order.key);
    ck_assert_int_eq(hall_perform(&badge_issue_form, &order), PARVIS_OK);
    ck_assert_uint_eq(order.withdrawn_count, 1);
    ck_assert_int_eq(order.withdrawn[0], 1);
    ck_assert_uint_eq(order.serial >> 40, 7); /* the edition's tag */
    uint8_t wanted[BADGE_SIGNATURE_BYTES];
    badge_signature(order.serial, secret_key, wanted);
    ck_assert_mem_eq(order.signature, wanted, sizeof wanted);
    ck_assert_int_eq(valid_badges(), 1);
    ck_assert_str_eq(hall_text("SELECT action || ' ' || kind || ' ' || subject FROM audit"),
                     "badge.issue person 1");
    order.person = 99;
    ck_assert_int_eq(hall_perform(&badge_issue_form, &order), PARVIS_NOT_FOUND);
    badge_issue_form.clear(&order);
    ck_assert(sodium_is_zero(order.key, sizeof order.key));
}
END_TEST

START_TEST(a_badge_is_withdrawn_once)
{
    struct badge_revoke order = {.badge = 1};
    ck_assert_int_eq(hall_perform(&badge_revoke_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT revoked_at FROM badge WHERE id = 1"), HALL_OPENS_AT);
    ck_assert_int_eq(hall_perform(&badge_revoke_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "badge.already_revoked");
    order.badge = 99;
    ck_assert_int_eq(hall_perform(&badge_revoke_form, &order), PARVIS_NOT_FOUND);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 1);
}
END_TEST

START_TEST(all_badges_of_somebody_are_withdrawn)
{
    struct person_badges_revoke order = {.person = HALL_BUYER};
    fixture_sql(hall_store(), "INSERT INTO badge (id, serial, person_id, signature, issued_at)"
                              " VALUES (4, 4, 1, zeroblob(64), 0)");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "badge", 4, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    ck_assert_int_eq(valid_badges(), 2);
    ck_assert_int_eq(hall_perform(&person_badges_revoke_form, &order), PARVIS_OK);
    ck_assert_int_eq(valid_badges(), 0);
    ck_assert_int_eq(hall_perform(&person_badges_revoke_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "badge.already_revoked");
    order.person = 99;
    ck_assert_int_eq(hall_perform(&person_badges_revoke_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

/* ---- registered at the door ---- */

static void say(struct person_register *order, enum person_column_id id, const char *text)
{
    snprintf(order->said.texts[id], sizeof order->said.texts[id], "%s", text);
    person_set_text(&order->said.entry, &person_columns[id], order->said.texts[id]);
}

static void fill(struct person_register *order, const char *role, const char *organisation)
{
    *order = (struct person_register){.said = {.entry = {.values = {.language = "fr"}}}};
    memcpy(order->key, secret_key, sizeof order->key);
    say(order, PERSON_FIRST_NAME, "Ève");
    say(order, PERSON_LAST_NAME, "Martin");
    say(order, PERSON_ROLE, role);
    say(order, PERSON_ORGANISATION, organisation);
}

START_TEST(a_host_registers_anybody_with_a_badge)
{
    struct person_register order;
    fill(&order, "buyer", "Mairie");
    ck_assert_int_eq(hall_perform(&person_register_form, &order), PARVIS_OK);
    ck_assert_int_eq(order.person, 4);
    ck_assert_int_eq(hall_number("SELECT organisation_id FROM person WHERE id = 4"), 1);
    ck_assert_int_eq(hall_number("SELECT person_id FROM badge WHERE id = 4"), 4);
    ck_assert_str_eq(hall_text("SELECT action || ' ' || subject FROM audit"), "person.add 4");
    person_register_form.clear(&order);
    ck_assert(sodium_is_zero((const unsigned char *)&order, sizeof order));
}
END_TEST

START_TEST(a_door_registers_visitors_of_no_organisation_alone)
{
    struct person_register order;
    static const char *const roles[] = {"company", "buyer", "staff", "speaker", "press"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        fill(&order, roles[i], "Gamma");
        ck_assert_int_eq(by(&door, &person_register_form, &order), PARVIS_FORBIDDEN);
        ck_assert_str_eq(hall_refusal(), "person.visitors_only");
        ck_assert_str_eq(hall_refused_field(), "role");
    }
    fill(&order, "visitor", "Gamma");
    ck_assert_int_eq(by(&door, &person_register_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT affiliation FROM person WHERE id = 4"), "Gamma");
    ck_assert_int_eq(hall_number("SELECT organisation_id IS NULL FROM person WHERE id = 4"), 1);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM person"), 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations of phones and badges");
    TCase *cases = tcase_create("phones");
    tcase_add_checked_fixture(cases, open_hall, hall_close);
    tcase_add_test(cases, a_page_link_opens_phones_until_another_takes_its_place);
    tcase_add_test(cases, a_code_is_for_who_is_in_and_opens_one_phone_for_some_minutes);
    tcase_add_test(cases, no_link_of_an_erased_person_or_of_a_calendar_opens_a_phone);
    tcase_add_test(cases, a_phone_is_forgotten);
    tcase_add_test(cases, a_new_badge_ends_those_before);
    tcase_add_test(cases, a_badge_is_withdrawn_once);
    tcase_add_test(cases, all_badges_of_somebody_are_withdrawn);
    tcase_add_test(cases, a_host_registers_anybody_with_a_badge);
    tcase_add_test(cases, a_door_registers_visitors_of_no_organisation_alone);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
