/* SPDX-License-Identifier: EUPL-1.2 */
/* Proofs of the staff's PIN: who gets one, for how long, and how guessing is slowed down. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "staff_proof.h"

static struct staff_proofs *proofs;
static struct model_device door;
static struct staff_grant grant;
static int64_t wait_ms;

static void make(void)
{
    proofs = staff_proofs_new();
    ck_assert_ptr_nonnull(proofs);
    door = (struct model_device){.id = 7, .staff = true, .enrolled_at = 1000};
    memset(door.staff_salt, 1, sizeof door.staff_salt);
    memset(door.staff_key, 2, sizeof door.staff_key);
}

static void clean_up(void)
{
    staff_proofs_free(proofs);
}

/* The right answer to the door's question, or a wrong one. */
static struct staff_guess answer(bool right)
{
    char question[STAFF_QUESTION_CHARS + 1];
    struct staff_guess guess = {.address = "192.0.2.1"};
    ck_assert_int_eq(staff_proofs_ask(proofs, &door, question), PARVIS_OK);
    staff_answer(door.staff_key, question, guess.answer);
    guess.answer[31] ^= !right;
    return guess;
}

static enum staff_verdict judge(const struct staff_guess *guess, int64_t now)
{
    return staff_proofs_judge(proofs, &door, guess, now, &grant, &wait_ms);
}

static enum staff_verdict guess_wrong(const char *address, int64_t now)
{
    struct staff_guess guess = answer(false);
    guess.address = address;
    return judge(&guess, now);
}

static void take_proof(int64_t now)
{
    const struct staff_guess guess = answer(true);
    ck_assert_int_eq(judge(&guess, now), STAFF_RIGHT);
}

START_TEST(a_right_answer_earns_a_proof_for_some_minutes)
{
    ck_assert(!staff_proofs_holds(proofs, &door, NULL, 0));
    take_proof(50);
    ck_assert(staff_proofs_holds(proofs, &door, grant.proof, 50));
    ck_assert(staff_proofs_holds(proofs, &door, grant.proof, 50 + STAFF_PROOF_MS - 1));
    ck_assert(!staff_proofs_holds(proofs, &door, grant.proof, 50 + STAFF_PROOF_MS));
    ck_assert(!staff_proofs_holds(proofs, &door, "short", 50));
    grant.proof[0] = grant.proof[0] == 'A' ? 'B' : 'A';
    ck_assert(!staff_proofs_holds(proofs, &door, grant.proof, 50));
}
END_TEST

START_TEST(an_answer_is_good_once_and_a_new_proof_ends_the_one_before)
{
    const struct staff_guess first = answer(true);
    ck_assert_int_eq(judge(&first, 0), STAFF_RIGHT);
    const struct staff_grant before = grant;
    ck_assert_int_eq(judge(&first, 1), STAFF_WRONG);
    ck_assert(staff_proofs_holds(proofs, &door, before.proof, 1));
    take_proof(2);
    ck_assert(!staff_proofs_holds(proofs, &door, before.proof, 2));
}
END_TEST

START_TEST(wrong_answers_leave_the_question_to_who_knows_it)
{
    const struct staff_guess right = answer(true);
    ck_assert_int_eq(guess_wrong("192.0.2.9", 0), STAFF_WRONG);
    ck_assert_int_eq(judge(&right, 1), STAFF_RIGHT);
}
END_TEST

START_TEST(another_pin_pairing_or_door_ends_it)
{
    struct model_device other = door;
    take_proof(0);
    other.id = 8;
    ck_assert(!staff_proofs_holds(proofs, &other, grant.proof, 1));
    other = door;
    other.staff_salt[3]++;
    ck_assert(!staff_proofs_holds(proofs, &other, grant.proof, 1));
    other = door;
    other.enrolled_at++;
    ck_assert(!staff_proofs_holds(proofs, &other, grant.proof, 1));
    other = door;
    other.staff = false;
    ck_assert(!staff_proofs_holds(proofs, &other, grant.proof, 1));
    other = door;
    other.revoked_at = 5;
    ck_assert(!staff_proofs_holds(proofs, &other, grant.proof, 1));
    ck_assert(staff_proofs_holds(proofs, &door, grant.proof, 1));
}
END_TEST

START_TEST(after_five_wrong_ones_a_guesser_waits_longer_each_time)
{
    int64_t now = 0;
    for (int i = 1; i < STAFF_FREE_TRIES; i++) {
        ck_assert_int_eq(guess_wrong("192.0.2.1", now), STAFF_WRONG);
        ck_assert_int_eq(wait_ms, 0);
    }
    for (int64_t pause = STAFF_PAUSE_MS; pause < STAFF_PAUSE_MS_MAX; pause *= 2) {
        ck_assert_int_eq(guess_wrong("192.0.2.1", now), STAFF_WRONG);
        ck_assert_int_eq(wait_ms, pause);
        const struct staff_guess right = answer(true);
        ck_assert_int_eq(judge(&right, now + pause - 1), STAFF_WAIT);
        ck_assert_int_eq(wait_ms, 1);
        now += pause;
    }
    take_proof(now);
    ck_assert_int_eq(guess_wrong("192.0.2.1", now), STAFF_WRONG);
    ck_assert_int_eq(wait_ms, 0);
}
END_TEST

START_TEST(a_thief_who_guesses_does_not_keep_the_desk_waiting)
{
    for (int i = 0; i < 20; i++)
        guess_wrong("203.0.113.5", 0);
    ck_assert_int_eq(guess_wrong("203.0.113.5", 1), STAFF_WAIT);
    take_proof(2); /* from the desk's own address */
}
END_TEST

START_TEST(from_many_addresses_an_hour_has_so_many_guesses_and_the_mark_is_heard_beyond_them)
{
    char address[32];
    take_proof(0);
    const struct staff_grant desk = grant;
    for (int i = 0; i < 2 * STAFF_WRONG_AN_HOUR; i++) {
        snprintf(address, sizeof address, "203.0.113.%d", i);
        ck_assert_int_eq(guess_wrong(address, 10),
                         i < STAFF_WRONG_AN_HOUR ? STAFF_WRONG : STAFF_WAIT);
    }
    struct staff_guess right = answer(true);
    ck_assert_int_eq(judge(&right, 20), STAFF_WAIT);
    ck_assert_int_gt(wait_ms, 50 * 60000);
    right.mark = "00000000000000000000000000000000";
    ck_assert_int_eq(judge(&right, 20), STAFF_WAIT);
    right.mark = desk.mark;
    ck_assert_int_eq(judge(&right, 20), STAFF_RIGHT);
    ck_assert_int_eq(guess_wrong("203.0.113.250", 20 + wait_ms + 3600000), STAFF_WRONG);
}
END_TEST

START_TEST(a_new_pin_lifts_every_lock_and_ends_the_mark)
{
    char address[32];
    take_proof(0);
    const struct staff_grant desk = grant;
    door.staff_salt[0]++;
    for (int i = 0; i < STAFF_WRONG_AN_HOUR; i++) {
        snprintf(address, sizeof address, "203.0.113.%d", i);
        guess_wrong(address, 10);
    }
    struct staff_guess right = answer(true);
    right.mark = desk.mark;
    ck_assert_int_eq(judge(&right, 11), STAFF_WAIT);
    door.staff_salt[0]++;
    take_proof(12);
}
END_TEST

START_TEST(wrong_answers_are_told_with_their_hour_and_forgotten_when_the_lock_is_lifted)
{
    struct staff_tries tries = staff_proofs_tries(proofs, &door, 0);
    ck_assert_int_eq(tries.wrong, 0);
    take_proof(10);
    const struct staff_grant before = grant;
    for (int i = 0; i < STAFF_FREE_TRIES; i++)
        ck_assert_int_eq(guess_wrong("192.0.2.9", 1000 + i), STAFF_WRONG);
    take_proof(2000); /* the staff is right elsewhere: what somebody tried stays known */
    tries = staff_proofs_tries(proofs, &door, 2000);
    ck_assert_int_eq(tries.wrong, STAFF_FREE_TRIES);
    ck_assert_int_eq(tries.since, 1000);
    ck_assert_int_eq(tries.until, 1000 + STAFF_FREE_TRIES - 1 + STAFF_PAUSE_MS);
    ck_assert_int_eq(guess_wrong("192.0.2.9", 2000), STAFF_WAIT); /* not looked at, not counted */
    ck_assert_int_eq(staff_proofs_tries(proofs, &door, 2000).wrong, STAFF_FREE_TRIES);
    ck_assert_int_eq(staff_proofs_tries(proofs, &door, tries.until).until, 0);
    staff_proofs_forgive(proofs, door.id);
    ck_assert_int_eq(staff_proofs_tries(proofs, &door, 2000).wrong, 0);
    ck_assert(staff_proofs_holds(proofs, &door, grant.proof, 2000));
    ck_assert(!staff_proofs_holds(proofs, &door, before.proof, 2000));
    ck_assert_int_eq(guess_wrong("192.0.2.9", 2001), STAFF_WRONG);
    ck_assert_int_eq(wait_ms, 0); /* the first of five free ones */
    ck_assert_int_eq(staff_proofs_tries(proofs, &door, 2001).since, 2001);
    door.staff_salt[0]++; /* another PIN: what was tried on the one before is no news */
    ck_assert_int_eq(staff_proofs_tries(proofs, &door, 2001).wrong, 0);
    staff_proofs_forgive(proofs, 99); /* nobody */
}
END_TEST

START_TEST(strangers_who_used_up_their_hour_are_told_and_let_in_again)
{
    char address[32];
    for (int i = 0; i < STAFF_WRONG_AN_HOUR; i++) {
        snprintf(address, sizeof address, "198.51.100.%d", i);
        ck_assert_int_eq(guess_wrong(address, 5), STAFF_WRONG);
    }
    ck_assert_int_eq(staff_proofs_tries(proofs, &door, 5).until, HOUR_MS);
    ck_assert_int_eq(guess_wrong("203.0.113.1", 6), STAFF_WAIT);
    staff_proofs_forgive(proofs, door.id);
    ck_assert_int_eq(guess_wrong("203.0.113.1", 6), STAFF_WRONG);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("staff_proof");
    TCase *rules = tcase_create("rules");
    tcase_add_checked_fixture(rules, make, clean_up);
    tcase_add_test(rules, a_right_answer_earns_a_proof_for_some_minutes);
    tcase_add_test(rules, an_answer_is_good_once_and_a_new_proof_ends_the_one_before);
    tcase_add_test(rules, wrong_answers_leave_the_question_to_who_knows_it);
    tcase_add_test(rules, another_pin_pairing_or_door_ends_it);
    tcase_add_test(rules, after_five_wrong_ones_a_guesser_waits_longer_each_time);
    tcase_add_test(rules, a_thief_who_guesses_does_not_keep_the_desk_waiting);
    tcase_add_test(
        rules, from_many_addresses_an_hour_has_so_many_guesses_and_the_mark_is_heard_beyond_them);
    tcase_add_test(rules, a_new_pin_lifts_every_lock_and_ends_the_mark);
    tcase_add_test(rules,
                   wrong_answers_are_told_with_their_hour_and_forgotten_when_the_lock_is_lifted);
    tcase_add_test(rules, strangers_who_used_up_their_hour_are_told_and_let_in_again);
    suite_add_tcase(suite, rules);
    return test_run(suite);
}
