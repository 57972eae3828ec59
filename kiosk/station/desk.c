/* The kiosk for who has no badge, or needs somebody. */
#include "desk.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk_state.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"
#include "parvis/staff.h"

#define STAY_MS 60000         /* without a touch */
#define STAY_LONGER_MS 180000 /* for who asked for more time */
#define WARN_MS 15000         /* before it closes */
#define CALL_MS 600000        /* then a call is nobody's any more */
#define COMING_MS 120000      /* so long it is said that somebody comes */
#define REGISTER_MS 10000     /* for the server's answer */

static const char *const field_keys[DESK_FIELDS_MAX] = {
    "kiosk.desk.first_name", "kiosk.desk.last_name", "kiosk.desk.organisation"};

static void redraw(struct kiosk *kiosk)
{
    kiosk->drawn = false;
}

static bool can_search(const struct kiosk *kiosk)
{
    char *salt = door_staff_salt(kiosk->door);
    bool can = salt && *salt;
    free(salt);
    return can;
}

enum text_language desk_language(const struct kiosk *kiosk)
{
    enum text_language own = kiosk->config->language;
    if (!kiosk->desk.other_language)
        return own;
    return own == TEXT_FR ? TEXT_EN : TEXT_FR;
}

/* ---- opening and closing ---- */

/* Nothing that was typed stays. */
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

static void open_page(struct kiosk *kiosk, enum desk_page page)
{
    forget_typed(&kiosk->desk);
    kiosk->desk.page = page;
    kiosk->desk.touched_at = clock_monotonic_ms();
    redraw(kiosk);
    kiosk_speak(kiosk);
}

void desk_forget_proof(struct kiosk *kiosk)
{
    struct staff_pass *pass = &kiosk->desk.pass;
    explicit_bzero(pass->proof, sizeof pass->proof);
    pass->until = 0;
}

static void close_page(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    forget_typed(desk);
    if (desk->directory)
        directory_lock(desk->directory);
    desk->page = DESK_CLOSED;
    desk->other_language = desk->registering = false;
    kiosk->targets.count = 0;
    redraw(kiosk);
}

void desk_close(struct kiosk *kiosk)
{
    if (kiosk->desk.page == DESK_CLOSED)
        return;
    desk_forget_proof(kiosk);
    close_page(kiosk);
}

void desk_clean_up(struct desk *desk)
{
    forget_typed(desk);
    explicit_bzero(&desk->pass, sizeof desk->pass);
    directory_free(desk->directory);
    desk->directory = NULL;
}

void desk_toggle(struct kiosk *kiosk)
{
    if (kiosk->desk.page != DESK_CLOSED) {
        desk_close(kiosk);
        return;
    }
    if (kiosk->state == KIOSK_ASKING || kiosk->config->leaving)
        return;
    kiosk_leave_answer(kiosk);
    open_page(kiosk, desk_calls(kiosk) ? DESK_CALL : DESK_MENU);
}

/* ---- the call ---- */

int64_t desk_calls(const struct kiosk *kiosk)
{
    const struct desk *desk = &kiosk->desk;
    int64_t most = desk->coming ? COMING_MS : CALL_MS;
    return desk->called_at && clock_monotonic_ms() - desk->called_ms < most ? desk->called_at : 0;
}

static void call(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    desk->called_at = kiosk_now(kiosk);
    desk->called_ms = clock_monotonic_ms();
    desk->heard = desk->coming = false;
    kiosk->remote.heartbeat_at = 0; /* now */
    open_page(kiosk, DESK_CALL);
}

static void cancel_call(struct kiosk *kiosk)
{
    kiosk->desk.called_at = 0;
    kiosk->remote.heartbeat_at = 0;
    desk_close(kiosk);
}

void desk_call_heard(struct kiosk *kiosk)
{
    if (!desk_calls(kiosk) || kiosk->desk.heard)
        return;
    kiosk->desk.heard = true;
    redraw(kiosk);
}

void desk_coming(struct kiosk *kiosk)
{
    if (!desk_calls(kiosk))
        return;
    kiosk->desk.coming = kiosk->desk.heard = true;
    kiosk->desk.called_ms = clock_monotonic_ms();
    kiosk->desk.touched_at = kiosk->desk.called_ms;
    if (kiosk->output->operations->sound)
        kiosk->output->operations->sound(kiosk->output, SOUND_NOTICE);
    redraw(kiosk);
    kiosk_speak(kiosk);
}

static enum desk_call call_state(const struct kiosk *kiosk)
{
    const struct desk *desk = &kiosk->desk;
    if (!desk_calls(kiosk))
        return DESK_CALL_NONE;
    if (desk->coming)
        return DESK_CALL_COMING;
    if (!kiosk->online)
        return DESK_CALL_ALONE;
    return desk->heard ? DESK_CALL_HEARD : DESK_CALL_SENDING;
}

const char *desk_call_note(const struct kiosk *kiosk)
{
    static const char *const keys[] = {[DESK_CALL_SENDING] = "kiosk.desk.called.sending",
                                       [DESK_CALL_HEARD] = "kiosk.desk.called.heard",
                                       [DESK_CALL_COMING] = "kiosk.desk.called.coming",
                                       [DESK_CALL_ALONE] = "kiosk.desk.called.alone"};
    enum desk_call state = call_state(kiosk);
    return state == DESK_CALL_NONE ? NULL : keys[state];
}

/* ---- the form ---- */

static void send_form(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    if (!kiosk->online) {
        desk->note = "kiosk.desk.form.alone";
        return;
    }
    cJSON *form = cJSON_CreateObject();
    cJSON_AddStringToObject(form, "first_name", desk->fields[0]);
    cJSON_AddStringToObject(form, "last_name", desk->fields[1]);
    if (*desk->fields[2])
        cJSON_AddStringToObject(form, "organisation", desk->fields[2]);
    cJSON_AddStringToObject(form, "role", "visitor");
    cJSON_AddStringToObject(form, "language", desk_language(kiosk) == TEXT_FR ? "fr" : "en");
    if (!errand_begin(&kiosk->errand, ERRAND_REGISTRATION, 0, form))
        return;
    desk->registering = true;
    desk->registering_at = clock_monotonic_ms();
    desk->note = "kiosk.desk.form.under_way";
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

/* On to the field that is still empty; with all of them the visitor is registered. */
static void submit_form(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    for (size_t i = 0; i < 2; i++) {
        if (!is_blank(desk->fields[i]))
            continue;
        bool there = desk->field == i;
        desk->field = i;
        desk->note = there ? "kiosk.desk.form.missing" : NULL;
        return;
    }
    if (desk->field < 2 && is_blank(desk->fields[2]))
        desk->field = 2;
    else
        send_form(kiosk);
}

void desk_registered(struct kiosk *kiosk, long status, const char *body)
{
    struct desk *desk = &kiosk->desk;
    cJSON *answer = status == 201 ? cJSON_Parse(body) : NULL;
    const char *badge = row_text(answer, "badge");
    if (desk->registering && *badge) {
        kiosk_begin_scan(kiosk, badge); /* closes this page */
        kiosk->walk_in = true;
    } else if (desk->registering) {
        desk->note = status == 422 ? "kiosk.desk.form.wrong" : "kiosk.desk.form.refused";
        redraw(kiosk);
    }
    desk->registering = false;
    json_wipe(answer);
    cJSON_Delete(answer);
}

/* ---- the staff ---- */

static void search(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    const struct directory_person *found[DESK_PEOPLE_MAX];
    desk->found_count = directory_search(desk->directory, desk->fields[0], found, DESK_PEOPLE_MAX);
    for (size_t i = 0; i < desk->found_count; i++)
        desk->found[i] = *found[i];
    desk->note =
        desk->found_count == 0 && strlen(desk->fields[0]) > 2 ? "kiosk.desk.search.nobody" : NULL;
}

static void try_pin(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    int64_t now = clock_monotonic_ms();
    if (!desk->directory && directory_new(&desk->directory) != PARVIS_OK)
        return;
    bool takes = directory_takes(desk->directory, now);
    if (takes)
        directory_open(desk->directory, kiosk->door, desk->digits, now);
    desk->note = takes ? "kiosk.desk.pin.under_way" : "kiosk.desk.pin.wait";
    explicit_bzero(desk->digits, sizeof desk->digits);
    desk->digit_count = 0;
}

/* ---- showing the server that the PIN was given ---- */

/* Without the server nothing is asked: what the staff can do then needs no proof. */
static void ask_question(struct kiosk *kiosk)
{
    if (kiosk->online)
        (void)errand_begin(&kiosk->errand, ERRAND_QUESTION, 0, NULL);
}

static cJSON *answer_to(const char *question, const uint8_t *key, const char *mark)
{
    uint8_t answer[STAFF_MAC_BYTES];
    char hex[2 * STAFF_MAC_BYTES + 1];
    cJSON *form = cJSON_CreateObject();
    staff_answer(key, question, answer);
    sodium_bin2hex(hex, sizeof hex, answer, sizeof answer);
    cJSON_AddStringToObject(form, "answer", hex);
    if (*mark)
        cJSON_AddStringToObject(form, "mark", mark);
    return form;
}

void desk_questioned(struct kiosk *kiosk, long status, const char *body)
{
    char salt[2 * STAFF_SALT_BYTES + 1];
    struct desk *desk = &kiosk->desk;
    const uint8_t *key = desk->directory ? directory_key(desk->directory) : NULL;
    cJSON *asked = status == 200 ? cJSON_Parse(body) : NULL;
    const char *question = row_text(asked, "question");
    /* Another salt: the PIN was changed, and what this key answers would count as a guess. */
    if (key && *question &&
        strcmp(directory_salt(desk->directory, salt), row_text(asked, "salt")) == 0)
        (void)errand_begin(&kiosk->errand, ERRAND_PROOF, 0,
                           answer_to(question, key, desk->pass.mark));
    cJSON_Delete(asked);
}

void desk_proven(struct kiosk *kiosk, long status, const char *body)
{
    struct desk *desk = &kiosk->desk;
    cJSON *answer = status == 200 ? cJSON_Parse(body) : NULL;
    if (answer && desk->directory && directory_key(desk->directory)) {
        struct staff_pass *pass = &desk->pass;
        snprintf(pass->proof, sizeof pass->proof, "%s", row_text(answer, "proof"));
        snprintf(pass->mark, sizeof pass->mark, "%s", row_text(answer, "mark"));
        pass->until = clock_monotonic_ms() + row_integer(answer, "valid_s") * 1000;
    } else if (status != 200) {
        log_warning("kiosk", "the server did not take the staff's PIN: HTTP %ld", status);
    }
    json_wipe(answer);
    cJSON_Delete(answer);
}

const char *desk_proof(const struct kiosk *kiosk)
{
    const struct staff_pass *pass = &kiosk->desk.pass;
    return *pass->proof && clock_monotonic_ms() < pass->until ? pass->proof : NULL;
}

static void turn_directory(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    if (desk->page != DESK_PIN || !desk->directory)
        return;
    switch (directory_turn(desk->directory, kiosk->door, clock_monotonic_ms())) {
    case DIRECTORY_OPEN:
        open_page(kiosk, DESK_SEARCH);
        ask_question(kiosk);
        return;
    case DIRECTORY_WRONG:
        if (desk->note != NULL && strcmp(desk->note, "kiosk.desk.pin.under_way") == 0) {
            desk->note = "kiosk.desk.pin.wrong";
            redraw(kiosk);
        }
        return;
    default:
        return;
    }
}

static void admit(struct kiosk *kiosk, size_t which)
{
    const struct desk *desk = &kiosk->desk;
    if (which >= desk->found_count)
        return;
    const struct directory_person *person = &desk->found[which];
    struct door_admission admission = {.person = person->id,
                                       .about = cJSON_Duplicate(person->about, true)};
    memcpy(admission.row_key, person->key, sizeof admission.row_key);
    memcpy(admission.staff_key, directory_key(desk->directory), sizeof admission.staff_key);
    close_page(kiosk); /* all names are forgotten; this one is the answer's, as the proof is */
    kiosk_admit(kiosk, &admission);
    explicit_bzero(&admission, sizeof admission);
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

static void type(struct kiosk *kiosk, gunichar character)
{
    struct desk *desk = &kiosk->desk;
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
        search(kiosk);
    if (desk->page == DESK_PIN && desk->digit_count == STAFF_PIN_CHARS)
        try_pin(kiosk);
}

static void go_on(struct kiosk *kiosk)
{
    switch (kiosk->desk.page) {
    case DESK_PIN:
        try_pin(kiosk);
        return;
    case DESK_FORM:
        if (!kiosk->desk.registering)
            submit_form(kiosk);
        return;
    case DESK_SEARCH:
        if (kiosk->desk.found_count == 1)
            admit(kiosk, 0);
        return;
    default:
        return;
    }
}

static void go_back(struct kiosk *kiosk)
{
    if (kiosk->desk.page == DESK_MENU || kiosk->desk.page == DESK_CALL)
        desk_close(kiosk);
    else
        open_page(kiosk, DESK_MENU);
}

static void choose(struct kiosk *kiosk, int target)
{
    if (target == DESK_CHOOSE_CALL)
        call(kiosk);
    else if (target == DESK_CHOOSE_FORM && kiosk->desk.registers)
        open_page(kiosk, DESK_FORM);
    else if (target == DESK_CHOOSE_SEARCH && can_search(kiosk))
        open_page(kiosk, DESK_PIN);
}

static void touch_other(struct kiosk *kiosk, int target)
{
    struct desk *desk = &kiosk->desk;
    switch (target) {
    case DESK_BACK:
        go_back(kiosk);
        return;
    case DESK_CANCEL_CALL:
        cancel_call(kiosk);
        return;
    case DESK_LANGUAGE:
        desk->other_language = !desk->other_language;
        return;
    case DESK_SYMBOLS:
        desk->symbols = !desk->symbols;
        return;
    case DESK_OK:
        go_on(kiosk);
        return;
    case DESK_DELETE:
        type(kiosk, '\b');
        return;
    default:
        choose(kiosk, target);
        return;
    }
}

void desk_touch(struct kiosk *kiosk, int target)
{
    struct desk *desk = &kiosk->desk;
    if (desk->page == DESK_CLOSED)
        return;
    desk->touched_at = clock_monotonic_ms();
    redraw(kiosk);
    if (target >= DESK_KEY)
        type(kiosk, (gunichar)(target - DESK_KEY));
    else if (target >= DESK_PERSON && target < DESK_PERSON + DESK_PEOPLE_MAX)
        admit(kiosk, (size_t)(target - DESK_PERSON));
    else if (target >= DESK_FIELD && target < DESK_FIELD + DESK_FIELDS_MAX)
        desk->field = (size_t)(target - DESK_FIELD);
    else
        touch_other(kiosk, target);
}

/* Without touch: the menu's entries by 1 to 3, people found by Tab's place among them would
 * scramble names, so Enter takes the only one left. */
void desk_key(struct kiosk *kiosk, char key)
{
    static const int choices[] = {DESK_CHOOSE_CALL, DESK_CHOOSE_FORM, DESK_CHOOSE_SEARCH};
    struct desk *desk = &kiosk->desk;
    int target = DESK_KEY + (unsigned char)key;
    if (key == '\n')
        target = DESK_OK;
    else if (key == '\b')
        target = DESK_DELETE;
    else if (key == '\x1b')
        target = DESK_BACK;
    else if (desk->page == DESK_MENU && key >= '1' && key <= '3')
        target = choices[key - '1'];
    desk_touch(kiosk, target);
}

/* ---- in its turn ---- */

static int64_t left_ms(const struct kiosk *kiosk)
{
    int64_t stay = kiosk->access.longer ? STAY_LONGER_MS : STAY_MS;
    return kiosk->desk.touched_at + stay - clock_monotonic_ms();
}

static int seconds_left(const struct kiosk *kiosk)
{
    int64_t left = left_ms(kiosk);
    return left < WARN_MS ? (int)(left / 1000) + 1 : 0;
}

void desk_turn(struct kiosk *kiosk)
{
    struct desk *desk = &kiosk->desk;
    if (desk->page == DESK_CLOSED)
        return;
    turn_directory(kiosk);
    if (desk->registering && clock_monotonic_ms() - desk->registering_at > REGISTER_MS) {
        errand_end(&kiosk->errand);
        desk->registering = false;
        desk->note = "kiosk.desk.form.alone";
        redraw(kiosk);
    }
    if (left_ms(kiosk) <= 0)
        desk_close(kiosk);
    else if (seconds_left(kiosk) != desk->drawn_seconds)
        redraw(kiosk);
    desk->drawn_seconds = seconds_left(kiosk);
}

/* ---- what is shown ---- */

static const char *where(const struct directory_person *person, enum text_language language)
{
    static const char *const keys[] = {[CHECK_IN_EXPECTED] = "kiosk.desk.expected",
                                       [CHECK_IN_INSIDE] = "kiosk.desk.inside",
                                       [CHECK_IN_OUTSIDE] = "kiosk.desk.outside"};
    return text_label(language, keys[person->presence]);
}

struct screen_desk desk_view(const struct kiosk *kiosk)
{
    const struct desk *desk = &kiosk->desk;
    enum text_language language = desk_language(kiosk);
    struct screen_desk view = {.page = desk->page,
                               .can_search = can_search(kiosk),
                               .can_register = desk->registers,
                               .note = desk->note ? text_label(language, desk->note) : NULL,
                               .field_count = desk->page == DESK_FORM ? DESK_FIELDS_MAX : 1,
                               .field = desk->field,
                               .symbols = desk->symbols,
                               .digits = desk->digit_count,
                               .person_count = desk->found_count,
                               .call = call_state(kiosk),
                               .seconds_left = seconds_left(kiosk)};
    for (size_t i = 0; i < view.field_count; i++) {
        const char *key = desk->page == DESK_FORM ? field_keys[i] : "kiosk.desk.name";
        view.fields[i].label = text_label(language, key);
        view.fields[i].text = desk->fields[i];
    }
    for (size_t i = 0; i < desk->found_count; i++) {
        const struct directory_person *person = &desk->found[i];
        view.people[i].first_name = row_text(person->about, "first_name");
        view.people[i].last_name = row_text(person->about, "last_name");
        view.people[i].organisation = row_text(person->about, "organisation");
        view.people[i].state = where(person, language);
    }
    return view;
}
