/* SPDX-License-Identifier: EUPL-1.2 */
/* The help pages: opening and closing them, and what is typed and touched there. */
#include "desk.h"

#include <string.h>

#include "agenda.h"
#include "desk_internal.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/staff.h"
#include "parvis/units.h"

#define STAY_MS MINUTE_MS     /* without a touch */
#define STAY_LONGER_MS 180000 /* for a person who asked for more time */
#define WARN_MS 15000         /* before it closes */
#define REGISTER_MS 10000     /* for the server's answer */

/* ---- opening and closing ---- */

/* Wipes what was typed. */
static void forget_typed(struct desk *desk)
{
    for (size_t i = 0; i < DESK_FIELDS_MAX; i++)
        explicit_bzero(desk->fields[i], sizeof desk->fields[i]);
    explicit_bzero(desk->digits, sizeof desk->digits);
    explicit_bzero(desk->found, sizeof desk->found);
    desk->field = desk->digit_count = desk->found_count = 0;
    desk->symbols = false;
    desk->note = NULL;
}

struct intent desk_turn_to(struct desk *desk, enum desk_page page)
{
    forget_typed(desk);
    desk->page = page;
    desk->touched_at = clock_monotonic_ms();
    return intent_of(INTENT_REDRAW | INTENT_SPEAK);
}

struct intent desk_open(struct desk *desk)
{
    return desk_turn_to(desk, desk_calls(desk) ? DESK_CALL : DESK_MENU);
}

void desk_close_pages(struct desk *desk)
{
    forget_typed(desk);
    if (desk->directory)
        directory_lock(desk->directory);
    desk->page = DESK_CLOSED;
    desk->other_language = desk->registering = false;
}

void desk_close(struct desk *desk)
{
    desk_forget_proof(desk);
    desk_close_pages(desk);
}

struct intent desk_close_itself(struct desk *desk)
{
    desk_close(desk);
    return intent_of(INTENT_DESK_CLOSED | INTENT_REDRAW);
}

void desk_clean_up(struct desk *desk)
{
    forget_typed(desk);
    explicit_bzero(&desk->pass, sizeof desk->pass);
    directory_free(desk->directory);
    desk->directory = NULL;
}

/* ---- the form ---- */

static cJSON *make_form(const struct desk *desk)
{
    cJSON *form = cJSON_CreateObject();
    cJSON_AddStringToObject(form, "first_name", desk->fields[0]);
    cJSON_AddStringToObject(form, "last_name", desk->fields[1]);
    if (*desk->fields[2])
        cJSON_AddStringToObject(form, "organisation", desk->fields[2]);
    cJSON_AddStringToObject(form, "role", "visitor");
    cJSON_AddStringToObject(form, "language", desk_language(desk) == TEXT_FR ? "fr" : "en");
    return form;
}

static struct intent send_form(struct desk *desk, bool online)
{
    if (!online) {
        desk->note = "kiosk.desk.form.alone";
        return intent_of(INTENT_REDRAW);
    }
    desk->registering = true;
    desk->registering_at = clock_monotonic_ms();
    desk->note = "kiosk.desk.form.under_way";
    return (struct intent){.what = INTENT_ERRAND | INTENT_REDRAW,
                           .errand = ERRAND_REGISTRATION,
                           .form = make_form(desk)};
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

/* Goes on to the next empty field; when none is left, registers the visitor. */
static struct intent submit_form(struct desk *desk, bool online)
{
    const struct intent redraw = intent_of(INTENT_REDRAW);
    for (size_t i = 0; i < 2; i++) {
        if (!is_blank(desk->fields[i]))
            continue;
        bool there = desk->field == i;
        desk->field = i;
        desk->note = there ? "kiosk.desk.form.missing" : NULL;
        return redraw;
    }
    if (desk->field == 2 || !is_blank(desk->fields[2]))
        return send_form(desk, online);
    desk->field = 2;
    return redraw;
}

struct intent desk_registered(struct desk *desk, long status, const char *body)
{
    struct intent intent = intent_of(INTENT_NOTHING);
    cJSON *answer = status == 201 ? cJSON_Parse(body) : NULL;
    const char *badge = json_text(answer, "badge");
    if (desk->registering && *badge && strlen(badge) < sizeof intent.badge) {
        intent.what = INTENT_REGISTERED; /* which closes the desk */
        memcpy(intent.badge, badge, strlen(badge));
    } else if (desk->registering) {
        desk->note = status == 422 ? "kiosk.desk.form.wrong" : "kiosk.desk.form.refused";
        intent.what = INTENT_REDRAW;
    }
    desk->registering = false;
    json_wipe(answer);
    cJSON_Delete(answer);
    return intent;
}

/* ---- what is typed and touched ---- */

static void add_character(struct desk *desk, gunichar character)
{
    char bytes[8];
    char *field = desk->fields[desk->field];
    size_t length = strlen(field), size = (size_t)g_unichar_to_utf8(character, bytes);
    if (desk->page == DESK_PIN && character >= '0' && character <= '9') {
        if (desk->digit_count < STAFF_PIN_CHARS)
            desk->digits[desk->digit_count++] = (char)character;
    } else if (desk->page != DESK_PIN && length + size <= DESK_TEXT_BYTES) {
        if (character == ' ' && (length == 0 || field[length - 1] == ' '))
            return;
        memcpy(field + length, bytes, size);
        field[length + size] = '\0';
    }
}

static void remove_character(struct desk *desk)
{
    char *field = desk->fields[desk->field];
    size_t length = strlen(field);
    if (desk->page == DESK_PIN && desk->digit_count > 0)
        desk->digits[--desk->digit_count] = '\0';
    while (length > 0 && (field[length - 1] & 0xc0) == 0x80)
        field[--length] = '\0';
    if (length > 0)
        field[length - 1] = '\0';
}

static void type(struct desk *desk, gunichar character)
{
    if (desk->page < DESK_PIN || desk->registering)
        return;
    desk->note = NULL;
    if (keyboard_is_capital(desk->fields[desk->field]))
        character = keyboard_capital_of(character);
    if (character == '\b')
        remove_character(desk);
    else
        add_character(desk, character);
    if (desk->page == DESK_SEARCH)
        desk_search(desk);
    if (desk->page == DESK_PIN && desk->digit_count == STAFF_PIN_CHARS)
        desk_try_pin(desk);
}

static struct intent go_on(struct desk *desk, bool online)
{
    if (desk->page == DESK_PIN)
        desk_try_pin(desk);
    if (desk->page == DESK_FORM && !desk->registering)
        return submit_form(desk, online);
    if (desk->page == DESK_SEARCH && desk->found_count == 1)
        return desk_admit(desk, 0);
    return intent_of(INTENT_REDRAW);
}

static struct intent go_back(struct desk *desk)
{
    if (desk->page == DESK_MENU || desk->page == DESK_CALL)
        return desk_close_itself(desk);
    return desk_turn_to(desk, DESK_MENU);
}

static struct intent choose(struct desk *desk, int target, int64_t now)
{
    if (target == DESK_CHOOSE_CALL)
        return desk_call(desk, now);
    if (target == DESK_CHOOSE_FORM && desk->registers)
        return desk_turn_to(desk, DESK_FORM);
    if (target == DESK_CHOOSE_SEARCH && desk_can_search(desk))
        return desk_turn_to(desk, DESK_PIN);
    return intent_of(INTENT_REDRAW);
}

/* Targets other than keys, fields and people. */
static struct intent touch_other(struct desk *desk, int target, const struct desk_facts *facts)
{
    switch (target) {
    case DESK_BACK:
        return go_back(desk);
    case DESK_CANCEL_CALL:
        return desk_cancel_call(desk);
    case DESK_OK:
        return go_on(desk, facts->online);
    case DESK_LANGUAGE:
        desk->other_language = !desk->other_language;
        break;
    case DESK_SYMBOLS:
        desk->symbols = !desk->symbols;
        break;
    case DESK_DELETE:
        type(desk, '\b');
        break;
    default:
        return choose(desk, target, facts->now);
    }
    return intent_of(INTENT_REDRAW);
}

struct intent desk_touch(struct desk *desk, int target, const struct desk_facts *facts)
{
    desk->touched_at = clock_monotonic_ms();
    if (target >= DESK_PERSON && target < DESK_PERSON + DESK_PEOPLE_MAX)
        return desk_admit(desk, (size_t)(target - DESK_PERSON));
    if (target < DESK_FIELD)
        return touch_other(desk, target, facts);
    if (target >= DESK_KEY)
        type(desk, (gunichar)(target - DESK_KEY));
    else if (target < DESK_FIELD + DESK_FIELDS_MAX)
        desk->field = (size_t)(target - DESK_FIELD);
    return intent_of(INTENT_REDRAW);
}

/* Without a touch screen, 1 to 3 choose from the menu. Nothing chooses among the people found, for
 * every key is a letter of a name: Enter takes the person when one alone is left. */
struct intent desk_key(struct desk *desk, char key, const struct desk_facts *facts)
{
    static const int choices[] = {DESK_CHOOSE_CALL, DESK_CHOOSE_FORM, DESK_CHOOSE_SEARCH};
    int target = DESK_KEY + (unsigned char)key;
    if (key == '\n')
        target = DESK_OK;
    else if (key == '\b')
        target = DESK_DELETE;
    else if (key == '\x1b')
        target = DESK_BACK;
    else if (desk->page == DESK_MENU && key >= '1' && key <= '3')
        target = choices[key - '1'];
    return desk_touch(desk, target, facts);
}

/* ---- in its turn ---- */

/* How long the page stays without another touch, in ms. */
static int64_t left_ms(const struct desk *desk, bool longer)
{
    return desk->touched_at + (longer ? STAY_LONGER_MS : STAY_MS) - clock_monotonic_ms();
}

int desk_seconds_left(const struct desk *desk, bool longer)
{
    int64_t left = left_ms(desk, longer);
    return left < WARN_MS ? (int)(left / 1000) + 1 : 0;
}

struct intent desk_turn(struct desk *desk, const struct desk_facts *facts)
{
    if (desk->page == DESK_CLOSED)
        return intent_of(INTENT_NOTHING);
    struct intent intent = desk_turn_directory(desk, facts->online);
    if (desk->registering && clock_monotonic_ms() - desk->registering_at > REGISTER_MS) {
        desk->registering = false;
        desk->note = "kiosk.desk.form.alone";
        intent.what |= INTENT_DROP_ERRAND | INTENT_REDRAW;
    }
    if (left_ms(desk, facts->longer) <= 0)
        return desk_close_itself(desk);
    int seconds = desk_seconds_left(desk, facts->longer);
    if (seconds != desk->drawn_seconds)
        intent.what |= INTENT_REDRAW;
    desk->drawn_seconds = seconds;
    return intent;
}
