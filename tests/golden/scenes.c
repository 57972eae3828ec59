/* SPDX-License-Identifier: EUPL-1.2 */
/* The scenes of the golden pictures. */
#include "scenes.h"

#include "preview.h"

#define ON_STAGE(since)                                                                            \
    "{\"seq\":901,\"kind\":\"pitch\",\"id\":1,\"body\":{\"id\":1,\"company\":1,\"session\":3,"     \
    "\"position\":1,\"state\":\"on_stage\"," since                                                 \
    ",\"pitch_ms\":480000,\"questions_ms\":300000}}"

/* Kept until the process of the one picture ends. */
static const cJSON *first_names(const char *json)
{
    static cJSON *names;
    cJSON_Delete(names);
    names = cJSON_Parse(json);
    return names;
}

static void draw_idle(struct canvas *canvas, struct screen_state *state)
{
    screen_check_in_idle(canvas, state);
}

static void draw_leaving(struct canvas *canvas, struct screen_state *state)
{
    state->leaving = true;
    screen_check_in_idle(canvas, state);
}

static void draw_offline(struct canvas *canvas, struct screen_state *state)
{
    state->online = false;
    state->offline_at = state->now - 11 * 60000;
    state->heard_at = state->offline_at - 9000;
    state->pending = 37;
    screen_check_in_idle(canvas, state);
}

static void draw_full(struct canvas *canvas, struct screen_state *state)
{
    bool french = state->language == TEXT_FR;
    const struct screen_answer answer = {
        .status = "disk_full",
        .first_name = "",
        .last_name = "",
        .organisation = "",
        .role = "",
        .say = text_label(state->language, "kiosk.say.disk_full"),
        .say_second = text_label(french ? TEXT_EN : TEXT_FR, "kiosk.say.disk_full")};
    screen_check_in_answer(canvas, state, &answer);
}

static void draw_admitted(struct canvas *canvas, struct screen_state *state)
{
    bool french = state->language == TEXT_FR;
    const struct screen_answer answer = {
        .green = true,
        .status = "admitted",
        .first_name = "Éloïse",
        .last_name = "Béghin",
        .organisation = "Département de la Somme",
        .role = "buyer",
        .say = french ? "Bienvenue, Éloïse Béghin." : "Welcome, Éloïse Béghin.",
        .say_second = french ? "Welcome, Éloïse Béghin." : "Bienvenue, Éloïse Béghin."};
    screen_check_in_answer(canvas, state, &answer);
}

/* With what comes next; `phone`: with a code for one's own phone. */
static void draw_day(struct canvas *canvas, struct screen_state *state, bool phone)
{
    const struct screen_answer answer = {
        .green = true,
        .status = "admitted",
        .first_name = "Éloïse",
        .last_name = "Béghin",
        .organisation = "Département de la Somme",
        .role = "buyer",
        .say = "",
        .say_second = "",
        .items = {{1511170500000, "A1", "Granosoft"},
                  {1511172000000, "Table 12", "Joviidées Hauts-de-France"},
                  {1511175000000, "Salle Turing", "Les Ateliers de l’Œuvre numérique du Nord"}},
        .item_count = 3,
        .stage = "Grande scène",
        .phone = phone ? "https://parvis.example:8017/mine#"
                         "pAQ9n3vYb0Lr2xT7cWmKzVhE5uJd8sGiF4oN6qRkX1w"
                       : NULL};
    screen_check_in_answer(canvas, state, &answer);
}

static void draw_welcome(struct canvas *canvas, struct screen_state *state)
{
    draw_day(canvas, state, false);
}

/* Nothing of their own comes: where the stage is. */
static void draw_visitor(struct canvas *canvas, struct screen_state *state)
{
    const struct screen_answer answer = {.green = true,
                                         .status = "admitted",
                                         .first_name = "Fanny",
                                         .last_name = "Dubrulle",
                                         .organisation = "La Voix du Nord",
                                         .role = "press",
                                         .say = "",
                                         .say_second = "",
                                         .stage = "Grande scène"};
    screen_check_in_answer(canvas, state, &answer);
}

static void draw_dutch(struct canvas *canvas, struct screen_state *state)
{
    state->language = TEXT_NL;
    draw_welcome(canvas, state);
}

static void draw_night(struct canvas *canvas, struct screen_state *state)
{
    if (frame_is_night(state))
        screen_night(canvas, state);
}

/* The longest that a list of participants brings. */
static void draw_long_name(struct canvas *canvas, struct screen_state *state)
{
    const struct screen_answer answer = {
        .green = true,
        .status = "returned",
        .first_name = "Marie-Éléonore-Wilhelmine-Alexandrine",
        .last_name = "de Saint-Wandrille-Lefèvre-d’Ormesson",
        .organisation = "Communauté d’agglomération du Boulonnais et de la Côte d’Opale",
        .role = "company",
        .say = state->language == TEXT_FR ? "Bon retour." : "Welcome back.",
        .say_second = state->language == TEXT_FR ? "Welcome back." : "Bon retour."};
    screen_check_in_answer(canvas, state, &answer);
}

static void draw_refused(struct canvas *canvas, struct screen_state *state)
{
    const char *french = "Ce badge est déjà entré à 9:12, Porte A. Adressez-vous à l’accueil.";
    const char *english = "This badge came in at 9:12, Porte A. Please see the desk.";
    const struct screen_answer answer = {.status = "already_in",
                                         .first_name = "Éloïse",
                                         .last_name = "Béghin",
                                         .organisation = "Département de la Somme",
                                         .role = "buyer",
                                         .say = state->language == TEXT_FR ? french : english,
                                         .say_second =
                                             state->language == TEXT_FR ? english : french};
    screen_check_in_answer(canvas, state, &answer);
}

static void draw_unreadable(struct canvas *canvas, struct screen_state *state)
{
    const char *french = "Ce code n’est pas un badge de cet événement. Montrez le code du badge.";
    const char *english = "This code is not a badge of this event. Show the badge’s own code.";
    const struct screen_answer answer = {.status = "unreadable",
                                         .first_name = "",
                                         .last_name = "",
                                         .organisation = "",
                                         .role = "",
                                         .say = state->language == TEXT_FR ? french : english,
                                         .say_second =
                                             state->language == TEXT_FR ? english : french};
    screen_check_in_answer(canvas, state, &answer);
}

static void draw_waiting(struct canvas *canvas, struct screen_state *state)
{
    enum text_language other = state->language == TEXT_FR ? TEXT_EN : TEXT_FR;
    const struct screen_answer answer = {.waiting = true,
                                         .status = "waiting",
                                         .first_name = "",
                                         .last_name = "",
                                         .organisation = "",
                                         .role = "",
                                         .say = text_label(state->language, "kiosk.wait"),
                                         .say_second = text_label(other, "kiosk.wait")};
    screen_check_in_answer(canvas, state, &answer);
}

static void draw_agenda(struct canvas *canvas, struct screen_state *state)
{
    screen_agenda(canvas, state);
}

static void draw_meetings(struct canvas *canvas, struct screen_state *state)
{
    state->names = first_names(
        "[{\"id\":16,\"first_name\":\"Marie-Éléonore\"},{\"id\":10,\"first_name\":\"Lætitia\"},"
        "{\"id\":4,\"first_name\":\"Noël\"},{\"id\":1,\"first_name\":\"Éloïse\"},"
        "{\"id\":7,\"first_name\":\"François\"},{\"id\":13,\"first_name\":\"Zoé\"},"
        "{\"id\":2,\"first_name\":\"Jean\"},{\"id\":3,\"first_name\":\"Anaïs\"}]");
    screen_meetings(canvas, state);
}

static void draw_stage(struct canvas *canvas, struct screen_state *state)
{
    screen_stage(canvas, state);
}

static void draw_new_message(struct canvas *canvas, struct screen_state *state)
{
    state->message_new = true;
    screen_stage(canvas, state);
}

static void draw_stand(struct canvas *canvas, struct screen_state *state)
{
    state->stand = "A1";
    state->names = first_names(
        "[{\"id\":22,\"slot\":6,\"place\":\"A1\",\"state\":\"planned\",\"first_name\":\"\","
        "\"organisation\":\"Préfecture de la Somme\"},"
        "{\"id\":1,\"slot\":1,\"place\":\"A1\",\"state\":\"called\",\"first_name\":\"Éloïse\","
        "\"organisation\":\"Département de la Seine-Maritime et des Hauts-de-France réunis\"},"
        "{\"id\":19,\"slot\":2,\"place\":\"A1\",\"state\":\"planned\",\"first_name\":\"\","
        "\"organisation\":\"Métropole européenne de Lille\"},"
        "{\"id\":20,\"slot\":3,\"place\":\"Table 4\",\"state\":\"planned\",\"first_name\":\"\","
        "\"organisation\":\"Communauté d’agglomération de Saint-Quentin\"},"
        "{\"id\":21,\"slot\":5,\"place\":\"A1\",\"state\":\"planned\",\"first_name\":\"\","
        "\"organisation\":\"Rectorat de l’académie de Lille\"}]");
    screen_stand(canvas, state);
}

static void draw_visitors(struct canvas *canvas, struct screen_state *state)
{
    state->visitor = text_label(state->language, "kiosk.visitor.how");
    draw_stand(canvas, state);
}

static void draw_visitor_noted(struct canvas *canvas, struct screen_state *state)
{
    state->visitor = state->language == TEXT_FR ? "Merci, Éloïse : ce stand a vos coordonnées."
                                                : "Thank you, Éloïse: this stand has your details.";
    state->visitor_good = true;
    state->stand = "A1";
    state->names = first_names("[]");
    screen_stand(canvas, state);
}

static void draw_free_stand(struct canvas *canvas, struct screen_state *state)
{
    state->stand = "D9";
    screen_stand(canvas, state);
}

static void draw_unknown_stand(struct canvas *canvas, struct screen_state *state)
{
    state->stand = "Z99";
    screen_stand(canvas, state);
}

static void draw_pairing(struct canvas *canvas, struct screen_state *state, bool asking,
                         const char *reason)
{
    const struct screen_pairing pairing = {
        .language = state->language, .now = 0, .asking = asking, .reason = reason};
    screen_pairing(canvas, &pairing);
}

static void draw_pairing_calm(struct canvas *canvas, struct screen_state *state)
{
    draw_pairing(canvas, state, false, NULL);
}

static void draw_pairing_asking(struct canvas *canvas, struct screen_state *state)
{
    draw_pairing(canvas, state, true, NULL);
}

static void draw_pairing_refused(struct canvas *canvas, struct screen_state *state)
{
    draw_pairing(canvas, state, false, "other_certificate");
}

static void draw_identify(struct canvas *canvas, struct screen_state *state)
{
    state->place = "Écran de la nef, côté gare";
    screen_identify(canvas, state);
}

static const char notice[] =
    "{\"seq\":900,\"kind\":\"notice\",\"id\":1,\"body\":{\"id\":1,\"fr\":\"Le déjeuner est servi "
    "sur la mezzanine à 12 h 30\",\"en\":\"Lunch is served on the mezzanine at 12:30\","
    "\"until_at\":1511190000000}}";
static const char message[] =
    "{\"seq\":900,\"kind\":\"notice\",\"id\":1,\"body\":{\"id\":1,\"fr\":\"Plus fort, s’il vous "
    "plaît : le fond de la salle n’entend pas bien\",\"en\":\"Louder, please: the back of the room "
    "cannot hear you well\",\"until_at\":1511190000000}}";
static const char over_time[] = ON_STAGE("\"started_at\":1511168795000");
static const char last_minutes[] = ON_STAGE("\"started_at\":1511169225000");
static const char last_seconds[] = ON_STAGE("\"started_at\":1511169145000");
static const char questions[] =
    "{\"seq\":901,\"kind\":\"pitch\",\"id\":1,\"body\":{\"id\":1,\"company\":8,\"session\":3,"
    "\"position\":1,\"state\":\"questions\",\"started_at\":1511169000000,\"questions_at\":"
    "1511169541000,"
    "\"pitch_ms\":480000,\"questions_ms\":300000}}";
static const char free_stand[] = "{\"seq\":901,\"kind\":\"stand\",\"id\":99,\"body\":{\"id\":99,"
                                 "\"code\":\"D9\",\"zone\":\"Nef\","
                                 "\"company\":null}}";
static const char nobody_on_stage[] =
    "{\"seq\":901,\"kind\":\"pitch\",\"id\":1,\"body\":{\"id\":1,\"company\":1,\"session\":3,"
    "\"position\":1,\"state\":\"done\"}}";

static void show_controls(struct screen_state *state)
{
    state->controls.shown = true;
    state->controls.prints = true;
}

static void draw_controls(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    screen_check_in_idle(canvas, state);
}

static void draw_welcome_controls(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->controls.longer = true;
    draw_welcome(canvas, state);
}

static void draw_large(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->controls.large = true;
    screen_check_in_idle(canvas, state);
}

static void draw_welcome_large(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->controls.large = true;
    draw_welcome(canvas, state);
}

static void draw_refused_large(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->controls.large = state->controls.contrast = true;
    canvas->contrast = true;
    draw_refused(canvas, state);
}

static void draw_contrast(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->controls.contrast = canvas->contrast = true;
    screen_check_in_idle(canvas, state);
}

/* All that is offered after the green. */
static void draw_phone(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    draw_day(canvas, state, true);
}

static void draw_phone_large(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->controls.large = true;
    draw_day(canvas, state, true);
}

static void draw_printed(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->controls.prints = false;
    state->controls.note = text_label(state->language, "kiosk.print.no_paper");
    draw_welcome(canvas, state);
}

/* A camera that is broken, and its scanner is not. */
static void draw_trouble(struct canvas *canvas, struct screen_state *state)
{
    show_controls(state);
    state->trouble = text_label(state->language, "kiosk.trouble.camera_lost");
    screen_check_in_idle(canvas, state);
}

/* A face, roughly, and a badge that does not read. */
static void draw_camera(struct canvas *canvas, struct screen_state *state)
{
    static struct camera_preview preview = {.width = 320, .height = 180};
    for (int y = 0; y < 180; y++)
        for (int x = 0; x < 320; x++) {
            int from_x = x - 160, from_y = y - 80;
            bool head = from_x * from_x + from_y * from_y < 50 * 50;
            bool badge = x > 190 && x < 250 && y > 90 && y < 150;
            preview.luma[y * 320 + x] = (uint8_t)(badge ? 230 : head ? 150 : 60 + y / 4);
        }
    show_controls(state);
    state->preview = &preview;
    state->trouble = text_label(state->language, "kiosk.advice.glare");
    screen_check_in_idle(canvas, state);
}

const struct scene scenes[] = {
    {"check-in-idle", "10:20:01", NULL, draw_idle},
    {"check-in-leaving", "16:20:01", NULL, draw_leaving},
    {"check-in-offline", "10:20:01", NULL, draw_offline},
    {"check-in-disk-full", "10:20:01", NULL, draw_full},
    {"check-in-admitted", "10:20:01", NULL, draw_admitted},
    {"check-in-welcome", "10:20:01", NULL, draw_welcome},
    {"check-in-visitor", "10:20:01", NULL, draw_visitor},
    {"check-in-welcome-nl", "10:20:01", NULL, draw_dutch},
    {"check-in-long-name", "10:20:01", NULL, draw_long_name},
    {"check-in-refused", "10:20:01", NULL, draw_refused},
    {"check-in-unreadable", "10:20:01", NULL, draw_unreadable},
    {"check-in-waiting", "10:20:01", NULL, draw_waiting},
    {"check-in-controls", "10:20:01", NULL, draw_controls},
    {"check-in-welcome-controls", "10:20:01", NULL, draw_welcome_controls},
    {"check-in-large", "10:20:01", NULL, draw_large},
    {"check-in-welcome-large", "10:20:01", NULL, draw_welcome_large},
    {"check-in-refused-large-contrast", "10:20:01", NULL, draw_refused_large},
    {"check-in-contrast", "10:20:01", NULL, draw_contrast},
    {"check-in-phone", "10:20:01", NULL, draw_phone},
    {"check-in-phone-large", "10:20:01", NULL, draw_phone_large},
    {"check-in-printed", "10:20:01", NULL, draw_printed},
    {"check-in-trouble", "10:20:01", NULL, draw_trouble},
    {"check-in-camera", "10:20:01", NULL, draw_camera},
    {"desk-menu", "10:20:01", NULL, scene_desk_menu},
    {"desk-menu-large", "10:20:01", NULL, scene_desk_menu_large},
    {"desk-called", "10:20:01", NULL, scene_desk_called},
    {"desk-coming", "10:20:01", NULL, scene_desk_coming},
    {"desk-alone", "10:20:01", NULL, scene_desk_alone},
    {"desk-pin", "10:20:01", NULL, scene_desk_pin},
    {"desk-search", "10:20:01", NULL, scene_desk_search},
    {"desk-nobody", "10:20:01", NULL, scene_desk_nobody},
    {"desk-form", "10:20:01", NULL, scene_desk_form},
    {"desk-form-large", "10:20:01", NULL, scene_desk_form_large},
    {"agenda-pitch", "10:20:01", notice, draw_agenda},
    {"meetings", "10:20:01", NULL, draw_meetings},
    {"meetings-notice", "10:20:11", notice, draw_meetings},
    {"stage-calm", "10:20:01", NULL, draw_stage},
    {"stage-two-minutes", "10:20:01", last_minutes, draw_stage},
    {"stage-thirty-seconds", "10:20:01", last_seconds, draw_stage},
    {"stage-over", "10:20:01", over_time, draw_stage},
    {"stage-questions", "10:20:01", questions, draw_stage},
    {"stage-message", "10:20:01", message, draw_new_message},
    {"stage-before", "10:20:01", nobody_on_stage, draw_stage},
    {"stand", "10:20:01", NULL, draw_stand},
    {"stand-visitors", "10:20:01", NULL, draw_visitors},
    {"stand-visitor-noted", "10:20:01", NULL, draw_visitor_noted},
    {"stand-free", "10:20:01", free_stand, draw_free_stand},
    {"stand-unknown", "10:20:01", NULL, draw_unknown_stand},
    {"night", "23:00:01", NULL, draw_night},
    {"agenda-interval", "09:40:01", nobody_on_stage, draw_agenda},
    {"pairing", "10:20:01", NULL, draw_pairing_calm},
    {"pairing-asking", "10:20:01", NULL, draw_pairing_asking},
    {"pairing-refused", "10:20:01", NULL, draw_pairing_refused},
    {"identify", "10:20:01", NULL, draw_identify},
};
const int scene_count = sizeof scenes / sizeof *scenes;
