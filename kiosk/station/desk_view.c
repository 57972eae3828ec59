/* SPDX-License-Identifier: EUPL-1.2 */
/* What the desk shows. */
#include "agenda.h"
#include "desk_internal.h"

enum text_language desk_language(const struct desk *desk)
{
    if (!desk->other_language)
        return desk->language;
    return desk->language == TEXT_FR ? TEXT_EN : TEXT_FR;
}

static const char *where(const struct directory_person *person, enum text_language language)
{
    static const char *const keys[] = {[CHECK_IN_EXPECTED] = "kiosk.desk.expected",
                                       [CHECK_IN_INSIDE] = "kiosk.desk.inside",
                                       [CHECK_IN_OUTSIDE] = "kiosk.desk.outside"};
    return text_label(language, keys[person->presence]);
}

static void view_fields(const struct desk *desk, struct screen_desk *view)
{
    static const char *const keys[DESK_FIELDS_MAX] = {
        "kiosk.desk.first_name", "kiosk.desk.last_name", "kiosk.desk.organisation"};
    for (size_t i = 0; i < view->field_count; i++) {
        const char *key = desk->page == DESK_FORM ? keys[i] : "kiosk.desk.name";
        view->fields[i].label = text_label(desk_language(desk), key);
        view->fields[i].text = desk->fields[i];
    }
}

static void view_people(const struct desk *desk, struct screen_desk *view)
{
    for (size_t i = 0; i < desk->found_count; i++) {
        const struct directory_person *person = &desk->found[i];
        view->people[i].first_name = json_text(person->about, "first_name");
        view->people[i].last_name = json_text(person->about, "last_name");
        view->people[i].organisation = json_text(person->about, "organisation");
        view->people[i].state = where(person, desk_language(desk));
    }
}

struct screen_desk desk_view(const struct desk *desk, const struct desk_facts *facts)
{
    struct screen_desk view = {.page = desk->page,
                               .can_search = desk_can_search(desk),
                               .can_register = desk->registers,
                               .note =
                                   desk->note ? text_label(desk_language(desk), desk->note) : NULL,
                               .field_count = desk->page == DESK_FORM ? DESK_FIELDS_MAX : 1,
                               .field = desk->field,
                               .symbols = desk->symbols,
                               .digits = desk->digit_count,
                               .person_count = desk->found_count,
                               .call = desk_call_state(desk, facts->online),
                               .seconds_left = desk_seconds_left(desk, facts->longer)};
    view_fields(desk, &view);
    view_people(desk, &view);
    return view;
}
