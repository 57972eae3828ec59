/* SPDX-License-Identifier: EUPL-1.2 */
/* Typed rows from JSON by declaration. */
#include "model_rows.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

enum member_type {
    MEMBER_TEXT,      /* const char *, "" when absent */
    MEMBER_INTEGER,   /* int64_t, 0 when null */
    MEMBER_BOOLEAN,   /* bool */
    MEMBER_BYTES,     /* hexadecimal → `size` bytes */
    MEMBER_NUMBER,    /* hexadecimal → uint64_t */
    MEMBER_WORD,      /* a word of a closed list → its enumeration */
    MEMBER_ELSEWHERE, /* nothing: another member has it */
};

/* Reads a word into an enumeration; false: there is no such word. */
typedef bool member_parse_fn(const char *word, void *ret_value);

struct member {
    const char *name;
    enum member_type type;
    size_t offset;
    size_t size;            /* MEMBER_BYTES */
    bool directory;         /* on the personal side */
    member_parse_fn *parse; /* MEMBER_WORD */
};

struct row_form {
    size_t size; /* of the struct; 0: the kind has no typed rows */
    const struct member *members;
    size_t count;
    bool of_person; /* the sheet's columns are members too */
};

/* A member of a struct, by the name that it has in the body; what else its type needs follows. */
#define MEMBER(owner, member, member_type, ...)                                                    \
    {                                                                                              \
        .name = #member, .type = member_type, .offset = offsetof(struct owner, member),            \
        __VA_ARGS__                                                                                \
    }
#define TEXT(owner, member) MEMBER(owner, member, MEMBER_TEXT, )
#define NAME(owner, member) MEMBER(owner, member, MEMBER_TEXT, .directory = true)
#define INTEGER(owner, member) MEMBER(owner, member, MEMBER_INTEGER, )
#define BOOLEAN(owner, member) MEMBER(owner, member, MEMBER_BOOLEAN, )
#define WORD(owner, member, enumeration)                                                           \
    MEMBER(owner, member, MEMBER_WORD, .parse = parse_##enumeration)
#define SECRET(owner, member, bytes)                                                               \
    MEMBER(owner, member, MEMBER_BYTES, .size = bytes, .directory = true)

/* The words' own readers, for a place of the enumeration's type. */
#define PARSER(enumeration)                                                                        \
    static bool parse_##enumeration(const char *word, void *ret_value)                             \
    {                                                                                              \
        return enumeration##_parse(word, ret_value);                                               \
    }
PARSER(meeting_state)
PARSER(pitch_state)
PARSER(request_state)
PARSER(device_role)
PARSER(user_role)

static const struct member organisation_members[] = {
    INTEGER(model_organisation, id),   TEXT(model_organisation, kind),
    TEXT(model_organisation, segment), TEXT(model_organisation, buyer_type),
    NAME(model_organisation, name),    NAME(model_organisation, town),
};
/* Beside these: the columns of the participants' sheet. */
static const struct member person_members[] = {
    INTEGER(model_person, id),
    INTEGER(model_person, organisation),
    BOOLEAN(model_person, walk_in),
    BOOLEAN(model_person, erased),
};
static const struct member badge_members[] = {
    INTEGER(model_badge, id),         MEMBER(model_badge, serial, MEMBER_NUMBER, ),
    INTEGER(model_badge, person),     INTEGER(model_badge, issued_at),
    INTEGER(model_badge, revoked_at), SECRET(model_badge, signature, 64),
};
static const struct member device_members[] = {
    INTEGER(model_device, id),
    TEXT(model_device, name),
    WORD(model_device, role, device_role),
    TEXT(model_device, shows),
    TEXT(model_device, language),
    INTEGER(model_device, stand),
    BOOLEAN(model_device, leaving),
    BOOLEAN(model_device, dark),
    BOOLEAN(model_device, registers),
    BOOLEAN(model_device, staff),
    INTEGER(model_device, enrolled_at),
    INTEGER(model_device, revoked_at),
    SECRET(device_row, token_hash, 32),
    SECRET(model_device, staff_salt, 16),
    SECRET(model_device, staff_key, 32),
};
static const struct member user_members[] = {
    INTEGER(model_user, id),         WORD(model_user, role, user_role), NAME(model_user, name),
    NAME(model_user, password_hash), INTEGER(model_user, revoked_at),
};
static const struct member sign_in_members[] = {
    INTEGER(model_sign_in, id),          INTEGER(model_sign_in, user),
    INTEGER(model_sign_in, expires_at),  INTEGER(model_sign_in, revoked_at),
    SECRET(sign_in_row, token_hash, 32),
};

static const struct member slot_members[] = {
    INTEGER(model_slot, id),
    INTEGER(model_slot, from_at),
    INTEGER(model_slot, to_at),
};
static const struct member session_members[] = {
    INTEGER(model_session, id), INTEGER(model_session, from_at), INTEGER(model_session, to_at),
    TEXT(model_session, kind),  TEXT(model_session, room),       TEXT(model_session, title),
};
static const struct member stand_members[] = {
    INTEGER(model_stand, id),
    INTEGER(model_stand, company),
    TEXT(model_stand, code),
    TEXT(model_stand, zone),
};
static const struct member pitch_members[] = {
    INTEGER(model_pitch, id),
    INTEGER(model_pitch, company),
    INTEGER(model_pitch, session),
    INTEGER(model_pitch, planned_from_at),
    INTEGER(model_pitch, planned_to_at),
    INTEGER(model_pitch, projected_from_at),
    INTEGER(model_pitch, projected_to_at),
    INTEGER(model_pitch, started_at),
    INTEGER(model_pitch, ended_at),
    WORD(model_pitch, state, pitch_state),
};
static const struct member demonstration_members[] = {
    INTEGER(model_demonstration, id),      INTEGER(model_demonstration, company),
    INTEGER(model_demonstration, session), INTEGER(model_demonstration, from_at),
    INTEGER(model_demonstration, to_at),
};
static const struct member meeting_members[] = {
    INTEGER(model_meeting, id),           INTEGER(model_meeting, buyer),
    INTEGER(model_meeting, organisation), INTEGER(model_meeting, company),
    INTEGER(model_meeting, slot),         INTEGER(model_meeting, state_at),
    TEXT(model_meeting, place),           WORD(model_meeting, state, meeting_state),
};
static const struct member wish_members[] = {
    INTEGER(model_wish, id),       INTEGER(model_wish, buyer),      INTEGER(model_wish, company),
    INTEGER(model_wish, priority), BOOLEAN(model_wish, by_company),
};
static const struct member word_members[] = {
    INTEGER(model_word, id),      INTEGER(model_word, meeting), INTEGER(model_word, person),
    INTEGER(model_word, minutes), INTEGER(model_word, at),      BOOLEAN(model_word, by_company),
    TEXT(model_word, kind),
};
static const struct member request_members[] = {
    INTEGER(model_request, id),
    INTEGER(model_request, buyer),
    INTEGER(model_request, company),
    INTEGER(model_request, slot),
    INTEGER(model_request, person),
    INTEGER(model_request, made_at),
    INTEGER(model_request, lapses_at),
    INTEGER(model_request, state_at),
    BOOLEAN(model_request, by_company),
    BOOLEAN(model_request, must),
    WORD(model_request, state, request_state),
};
static const struct member contact_members[] = {
    INTEGER(model_contact, id),
    INTEGER(model_contact, meeting),
    INTEGER(model_contact, person),
    INTEGER(model_contact, given_at),
    INTEGER(model_contact, taken_back_at),
};
static const struct member outcome_members[] = {
    INTEGER(model_outcome, id),     INTEGER(model_outcome, meeting),
    INTEGER(model_outcome, useful), BOOLEAN(model_outcome, by_company),
    TEXT(model_outcome, follow_up),
};
static const struct member lead_members[] = {
    INTEGER(model_lead, id),        INTEGER(model_lead, company), INTEGER(model_lead, person),
    INTEGER(model_lead, by_person), INTEGER(model_lead, at),      INTEGER(model_lead, interest),
    NAME(model_lead, note),
};
static const struct member link_members[] = {
    INTEGER(model_link, id),         INTEGER(model_link, person), INTEGER(model_link, expires_at),
    INTEGER(model_link, revoked_at), TEXT(model_link, purpose),   SECRET(link_row, token_hash, 32),
};
static const struct member phone_members[] = {
    INTEGER(model_phone, id),          INTEGER(model_phone, person),
    INTEGER(model_phone, expires_at),  INTEGER(model_phone, revoked_at),
    SECRET(phone_row, token_hash, 32),
};

#define FORM(type, members)                                                                        \
    {                                                                                              \
        sizeof(struct type), members, sizeof members / sizeof *members, false                      \
    }
static const struct row_form forms[KIND_COUNT] = {
    [KIND_ORGANISATION] = FORM(model_organisation, organisation_members),
    [KIND_PERSON] = {sizeof(struct person_row), person_members,
                     sizeof person_members / sizeof *person_members, true},
    [KIND_BADGE] = FORM(model_badge, badge_members),
    [KIND_DEVICE] = FORM(device_row, device_members),
    [KIND_USER] = FORM(model_user, user_members),
    [KIND_SIGN_IN] = FORM(sign_in_row, sign_in_members),
    [KIND_SLOT] = FORM(model_slot, slot_members),
    [KIND_SESSION] = FORM(model_session, session_members),
    [KIND_STAND] = FORM(model_stand, stand_members),
    [KIND_PITCH] = FORM(model_pitch, pitch_members),
    [KIND_DEMONSTRATION] = FORM(model_demonstration, demonstration_members),
    [KIND_MEETING] = FORM(model_meeting, meeting_members),
    [KIND_WISH] = FORM(model_wish, wish_members),
    [KIND_WORD] = FORM(model_word, word_members),
    [KIND_REQUEST] = FORM(model_request, request_members),
    [KIND_CONTACT] = FORM(model_contact, contact_members),
    [KIND_OUTCOME] = FORM(model_outcome, outcome_members),
    [KIND_LEAD] = FORM(model_lead, lead_members),
    [KIND_LINK] = FORM(link_row, link_members),
    [KIND_PHONE] = FORM(phone_row, phone_members),
};

const struct row_form *row_form_of(enum kind_id kind)
{
    return forms[kind].size ? &forms[kind] : NULL;
}

static size_t member_count(const struct row_form *form)
{
    return form->count + (form->of_person ? PERSON_COLUMN_COUNT : 0);
}

static struct member member_of_column(const struct person_column *column)
{
    /* By the column's value; values that the import has checked are texts here. */
    enum member_type type = MEMBER_TEXT;
    if (column->value == PERSON_VALUE_ORGANISATION)
        type = MEMBER_ELSEWHERE; /* the row has its id, among the form's own members */
    else if (column->value == PERSON_VALUE_YES_NO)
        type = MEMBER_BOOLEAN;
    else if (column->value == PERSON_VALUE_HOUR)
        type = MEMBER_INTEGER;
    return (struct member){.name = column->name,
                           .type = type,
                           .offset = offsetof(struct model_person, values) + column->offset,
                           .directory = !column->in_log};
}

static struct member member_at(const struct row_form *form, size_t index)
{
    return index < form->count ? form->members[index]
                               : member_of_column(&person_columns[index - form->count]);
}

static const cJSON *item_of(const struct member *member, const cJSON *body, const cJSON *directory)
{
    const cJSON *side = member->directory ? directory : body;
    return side ? cJSON_GetObjectItemCaseSensitive(side, member->name) : NULL;
}

/* How many bytes the row's texts take. */
static size_t texts_size(const struct row_form *form, const cJSON *body, const cJSON *directory)
{
    size_t size = 0;
    for (size_t i = 0; i < member_count(form); i++) {
        struct member member = member_at(form, i);
        const cJSON *item = item_of(&member, body, directory);
        if (member.type == MEMBER_TEXT && cJSON_IsString(item))
            size += strlen(item->valuestring) + 1;
    }
    return size;
}

static bool read_hex(const cJSON *item, uint8_t *bytes, size_t size)
{
    size_t read = 0;
    return cJSON_IsString(item) &&
           sodium_hex2bin(bytes, size, item->valuestring, strlen(item->valuestring), NULL, &read,
                          NULL) == 0 &&
           read == size;
}

/* Whether a member's value matches its declaration. A name may be missing: a row that was erased or
 * deleted since has none. */
static bool is_of_type(const struct member *member, const cJSON *item)
{
    if (member->directory && !item)
        return true;
    switch (member->type) {
    case MEMBER_ELSEWHERE:
        return true;
    case MEMBER_TEXT:
        return cJSON_IsString(item) || cJSON_IsNull(item);
    case MEMBER_INTEGER:
        return cJSON_IsNumber(item) || cJSON_IsNull(item);
    case MEMBER_BOOLEAN:
        return cJSON_IsBool(item);
    case MEMBER_BYTES:
    case MEMBER_NUMBER:
    case MEMBER_WORD:
        return cJSON_IsString(item);
    }
    return false;
}

/* Fills one member; *texts is where the next text goes. */
static bool fill_member(const struct member *member, const cJSON *item, char *row, char **texts)
{
    void *place = row + member->offset;
    if (!is_of_type(member, item))
        return false;
    uint8_t bytes[8];
    switch (member->type) {
    case MEMBER_ELSEWHERE:
        return true;
    case MEMBER_TEXT:
        *(const char **)place = "";
        if (cJSON_IsString(item)) {
            size_t size = strlen(item->valuestring) + 1;
            memcpy(*texts, item->valuestring, size);
            *(const char **)place = *texts;
            *texts += size;
        }
        return true;
    case MEMBER_INTEGER:
        *(int64_t *)place = cJSON_IsNumber(item) ? (int64_t)item->valuedouble : 0;
        return true;
    case MEMBER_BOOLEAN:
        *(bool *)place = cJSON_IsTrue(item);
        return true;
    case MEMBER_WORD:
        return member->parse(item->valuestring, place);
    case MEMBER_BYTES:
        return read_hex(item, place, member->size);
    case MEMBER_NUMBER:
        if (!read_hex(item, bytes, sizeof bytes))
            return false;
        for (size_t i = 0; i < sizeof bytes; i++)
            *(uint64_t *)place = *(uint64_t *)place << 8 | bytes[i];
        return true;
    }
    return false;
}

void *row_new(const struct row_form *form, const char *body_text, const char *directory_text)
{
    cJSON *body = cJSON_Parse(body_text);
    cJSON *directory = directory_text ? cJSON_Parse(directory_text) : NULL;
    char *row = body ? calloc(1, form->size + texts_size(form, body, directory)) : NULL;
    char *texts = row ? row + form->size : NULL;
    bool good = row != NULL;
    for (size_t i = 0; i < member_count(form) && good; i++) {
        struct member member = member_at(form, i);
        good = fill_member(&member, item_of(&member, body, directory), row, &texts);
    }
    if (!good) {
        free(row);
        row = NULL;
    }
    cJSON_Delete(body);
    cJSON_Delete(directory);
    return row;
}
