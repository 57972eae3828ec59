/* SPDX-License-Identifier: EUPL-1.2 */
/* Every screen of the kiosk, in French and English, landscape and portrait, is as its golden
 * picture to the pixel. PARVIS_GOLDEN_UPDATE=1 (`./dev golden --update`) stores what is drawn:
 * then look at each picture that changed. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "agenda.h"
#include "harness.h"
#include "parvis/clock.h"
#include "picture.h"
#include "scenes.h"

#define FOLDER PARVIS_SOURCE_DIR "/tests/golden"
#define VARIANTS 4 /* two languages, two orientations */
#define PICTURES_BYTES_MAX (6 << 20)

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "re");
    ck_assert_msg(file != NULL, "%s", path);
    char *text = calloc(1, 1 << 20);
    ck_assert(text && fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

/* The day's document, and the scene's changes to it. */
static struct agenda *make_agenda(const struct scene *scene)
{
    struct agenda *agenda = NULL;
    char *document = read_text(FOLDER "/event.json");
    ck_assert_int_eq(agenda_new(&agenda), PARVIS_OK);
    ck_assert_int_eq(agenda_replace(agenda, document), PARVIS_OK);
    free(document);
    for (const char *next = scene->changes; next && *next;) {
        bool names;
        const char *end = strchr(next, '\n'); /* one change a line */
        char *change = end ? strndup(next, (size_t)(end - next)) : strdup(next);
        ck_assert_int_eq(agenda_apply(agenda, change, &names), PARVIS_OK);
        free(change);
        next = end ? end + 1 : NULL;
    }
    return agenda;
}

static void name_picture(char *out, size_t size, int index)
{
    snprintf(out, size, "%s-%s-%s", scenes[index / VARIANTS].name, index & 1 ? "en" : "fr",
             index & 2 ? "portrait" : "landscape");
}

START_TEST(a_screen_is_as_its_golden_picture)
{
    const struct scene *scene = &scenes[_i / VARIANTS];
    bool portrait = (_i & 2) != 0;
    char name[96], message[1024];
    struct canvas canvas;
    ck_assert_int_eq(clock_set_zone("Europe/Paris"), PARVIS_OK);
    struct agenda *agenda = make_agenda(scene);
    struct screen_state state = {.agenda = agenda,
                                 .language = _i & 1 ? TEXT_EN : TEXT_FR,
                                 .online = true,
                                 .place = "Porte A",
                                 .stand = "",
                                 .warn_ms = 120000,
                                 .alert_ms = 30000};
    ck_assert_int_eq(clock_parse_local("2017-11-20", scene->time, &state.now), PARVIS_OK);
    ck_assert(canvas_init(&canvas, portrait ? 540 : 960, portrait ? 960 : 540));
    scene->draw(&canvas, &state);
    name_picture(name, sizeof name, _i);
    bool golden = picture_is_golden(canvas.surface, name, message, sizeof message);
    ck_assert_msg(golden, "%s", message);
    canvas_clean_up(&canvas);
    agenda_free(agenda);
}
END_TEST

static bool is_of_a_scene(const char *file)
{
    char name[96], wanted[104];
    for (int i = 0; i < scene_count * VARIANTS; i++) {
        name_picture(name, sizeof name, i);
        snprintf(wanted, sizeof wanted, "%s.png", name);
        if (strcmp(file, wanted) == 0)
            return true;
    }
    return false;
}

START_TEST(the_folder_holds_the_scenes_alone_and_stays_small)
{
    long long total = 0;
    DIR *folder = opendir(FOLDER "/pictures");
    ck_assert(folder != NULL);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[1024];
        struct stat about;
        if (entry->d_name[0] == '.')
            continue;
        ck_assert_msg(is_of_a_scene(entry->d_name), "%s is of no scene", entry->d_name);
        snprintf(path, sizeof path, FOLDER "/pictures/%s", entry->d_name);
        ck_assert_int_eq(stat(path, &about), 0);
        total += about.st_size;
    }
    closedir(folder);
    ck_assert_int_lt(total, PICTURES_BYTES_MAX);
}
END_TEST

int main(void)
{
    setenv("FONTCONFIG_FILE", FOLDER "/fonts.conf", 1);
    /* All in one process: one for each picture spends ten times as long on reading the fonts. */
    setenv("CK_FORK", "no", 0);
    Suite *suite = suite_create("golden");
    TCase *screens = tcase_create("screens");
    tcase_add_loop_test(screens, a_screen_is_as_its_golden_picture, 0, scene_count * VARIANTS);
    suite_add_tcase(suite, screens);
    TCase *folder = tcase_create("folder");
    tcase_add_test(folder, the_folder_holds_the_scenes_alone_and_stays_small);
    suite_add_tcase(suite, folder);
    return test_run(suite);
}
