/* SPDX-License-Identifier: EUPL-1.2 */
/* Recognising constraints word by word. A clause counts as understood only when every word of it
 * is: "prise 32 A sur le toit" sets 32 A and stays to be read. */
#include "constraints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/text.h"

#define WORDS_MAX 32 /* of one clause; a longer one is for people */

/* What a word says about its clause. */
enum subject {
    SUBJECT_NONE,
    SUBJECT_ARRIVAL,
    SUBJECT_LEAVING,
    SUBJECT_POWER,
    SUBJECT_SCREEN,
    SUBJECT_STEP_FREE,
    SUBJECT_PITCH,
    SUBJECT_BEFORE, /* "pas de pitch avant" */
    SUBJECT_NOT,    /* "pas de", "sans" */
    SUBJECT_FILLER, /* says nothing by itself */
};

/* Words in folded form. */
static const struct {
    const char *word;
    enum subject subject;
} words[] = {
    {"arrive", SUBJECT_ARRIVAL},
    {"arrivee", SUBJECT_ARRIVAL},
    {"arrivera", SUBJECT_ARRIVAL},
    {"arrives", SUBJECT_ARRIVAL},
    {"arrival", SUBJECT_ARRIVAL},
    {"arriving", SUBJECT_ARRIVAL},
    {"repart", SUBJECT_LEAVING},
    {"repartira", SUBJECT_LEAVING},
    {"part", SUBJECT_LEAVING},
    {"depart", SUBJECT_LEAVING},
    {"leaves", SUBJECT_LEAVING},
    {"leaving", SUBJECT_LEAVING},
    {"prise", SUBJECT_POWER},
    {"electricite", SUBJECT_POWER},
    {"electrique", SUBJECT_POWER},
    {"courant", SUBJECT_POWER},
    {"alimentation", SUBJECT_POWER},
    {"socket", SUBJECT_POWER},
    {"power", SUBJECT_POWER},
    {"ampere", SUBJECT_POWER},
    {"amperes", SUBJECT_POWER},
    {"ecran", SUBJECT_SCREEN},
    {"screen", SUBJECT_SCREEN},
    {"moniteur", SUBJECT_SCREEN},
    {"televiseur", SUBJECT_SCREEN},
    {"pmr", SUBJECT_STEP_FREE},
    {"plain", SUBJECT_STEP_FREE},
    {"fauteuil", SUBJECT_STEP_FREE},
    {"reduite", SUBJECT_STEP_FREE},
    {"free", SUBJECT_STEP_FREE},
    {"wheelchair", SUBJECT_STEP_FREE},
    {"pitch", SUBJECT_PITCH},
    {"avant", SUBJECT_BEFORE},
    {"before", SUBJECT_BEFORE},
    {"pas", SUBJECT_NOT},
    {"sans", SUBJECT_NOT},
    {"no", SUBJECT_NOT},
    {"without", SUBJECT_NOT},
    {"a", SUBJECT_FILLER},
    {"at", SUBJECT_FILLER},
    {"de", SUBJECT_FILLER},
    {"d", SUBJECT_FILLER},
    {"un", SUBJECT_FILLER},
    {"une", SUBJECT_FILLER},
    {"l", SUBJECT_FILLER},
    {"le", SUBJECT_FILLER},
    {"la", SUBJECT_FILLER},
    {"vers", SUBJECT_FILLER},
    {"besoin", SUBJECT_FILLER},
    {"acces", SUBJECT_FILLER},
    {"access", SUBJECT_FILLER},
    {"pied", SUBJECT_FILLER},
    {"roulant", SUBJECT_FILLER},
    {"mobilite", SUBJECT_FILLER},
    {"personne", SUBJECT_FILLER},
    {"step", SUBJECT_FILLER},
    {"needs", SUBJECT_FILLER},
    {"the", SUBJECT_FILLER},
    {"stand", SUBJECT_FILLER},
    {"avec", SUBJECT_FILLER},
    {"with", SUBJECT_FILLER},
    {"heures", SUBJECT_FILLER},
};

/* One clause, taken apart. */
struct clause {
    bool says[SUBJECT_FILLER + 1];
    int64_t at;      /* the time in it, 0: none */
    int64_t amperes; /* 16 or 32, 0: none */
    bool understood; /* every word is known */
};

static enum subject find_word(const char *word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].subject;
    return SUBJECT_NONE;
}

/* "11h00" or "11 00" (folding opens the colon) or "11h" at list[0]; returns how many words. */
static size_t take_time(char *const *list, size_t count, const char *date, int64_t *ret_at)
{
    char time[16];
    const char *mark = strchr(list[0], 'h');
    size_t digits = mark ? (size_t)(mark - list[0]) : strlen(list[0]);
    if (digits == 0 || digits > 2 || strspn(list[0], "0123456789") != digits)
        return 0;
    if (mark && clock_parse_local(date, list[0], ret_at) == PARVIS_OK && mark[1])
        return 1;
    if (count > 1 && strlen(list[1]) == 2 && strspn(list[1], "0123456789") == 2) {
        snprintf(time, sizeof time, "%.2s:%.2s", list[0], list[1]);
        if (clock_parse_local(date, time, ret_at) == PARVIS_OK)
            return 2;
    }
    return mark && clock_parse_local(date, list[0], ret_at) == PARVIS_OK ? 1 : 0;
}

/* "32a", "32 a", "32 amperes": returns how many words. */
static size_t take_amperes(char *const *list, size_t count, int64_t *ret_amperes)
{
    char *end;
    long value = strtol(list[0], &end, 10);
    if (end == list[0] || (value != 16 && value != 32))
        return 0;
    bool unit = strcmp(end, "a") == 0;
    bool next = *end == '\0' && count > 1 &&
                (strcmp(list[1], "a") == 0 || strncmp(list[1], "ampere", 6) == 0);
    if (!unit && !next)
        return 0;
    *ret_amperes = value;
    return next ? 2 : 1;
}

static struct clause take_apart(char *const *list, size_t count, const char *date)
{
    struct clause clause = {.understood = true};
    for (size_t i = 0; i < count;) {
        size_t taken = take_amperes(list + i, count - i, &clause.amperes);
        if (taken == 0)
            taken = take_time(list + i, count - i, date, &clause.at);
        if (taken == 0) {
            enum subject subject = find_word(list[i]);
            clause.says[subject] = true;
            clause.understood = clause.understood && subject != SUBJECT_NONE;
            taken = 1;
        }
        i += taken;
    }
    return clause;
}

/* Puts what the clause says into `constraints`; false: a person must read it. */
static bool apply(const struct clause *clause, struct constraints *constraints)
{
    const bool *says = clause->says;
    if (says[SUBJECT_PITCH]) {
        if (!says[SUBJECT_NOT] || !says[SUBJECT_BEFORE] || !clause->at)
            return false;
        constraints->pitch_not_before_at = clause->at;
    } else if (says[SUBJECT_NOT] || says[SUBJECT_BEFORE]) {
        return false;
    } else if (says[SUBJECT_ARRIVAL] && clause->at && !says[SUBJECT_LEAVING]) {
        constraints->arrives_at = clause->at;
    } else if (says[SUBJECT_LEAVING] && clause->at && !says[SUBJECT_ARRIVAL]) {
        constraints->leaves_at = clause->at;
    } else if (clause->amperes || says[SUBJECT_POWER] || says[SUBJECT_SCREEN] ||
               says[SUBJECT_STEP_FREE]) {
        if (clause->amperes || says[SUBJECT_POWER])
            constraints->amperes = clause->amperes ? clause->amperes : 16; /* a plain socket */
        constraints->screen |= says[SUBJECT_SCREEN];
        constraints->step_free |= says[SUBJECT_STEP_FREE];
        if (clause->at)
            return false;
    } else {
        return false;
    }
    return clause->understood;
}

static void read_clause(const char *text, const char *date, struct constraints *constraints,
                        FILE *rest)
{
    char *folded = text_fold(text), *list[WORDS_MAX], *state = NULL;
    size_t count = 0;
    for (char *word = strtok_r(folded, " ", &state); word; word = strtok_r(NULL, " ", &state)) {
        if (count < WORDS_MAX)
            list[count] = word;
        count++;
    }
    bool understood = count == 0;
    if (count > 0 && count <= WORDS_MAX) {
        struct clause clause = take_apart(list, count, date);
        understood = apply(&clause, constraints);
    }
    if (!understood)
        fprintf(rest, "%s%s", ftell(rest) > 0 ? "; " : "", text);
    free(folded);
}

/* Cuts `text` at the next separator; returns the clause and moves on, NULL at the end. */
static char *next_clause(char **text)
{
    char *start = *text, *end;
    if (!start)
        return NULL;
    start += strspn(start, " \t");
    char *sign = strpbrk(start, ",;\n"), *word = strstr(start, " et ");
    end = !sign || (word && word < sign) ? word : sign;
    *text = end ? end + (end == word ? 4 : 1) : NULL;
    if (end)
        *end = '\0';
    size_t length = strlen(start);
    while (length > 0 && (start[length - 1] == ' ' || start[length - 1] == '.'))
        start[--length] = '\0';
    return start;
}

struct constraints constraints_read(const char *text, const char *date)
{
    struct constraints constraints = {0};
    char *copy = strdup(text), *rest = NULL, *at = copy;
    size_t size = 0;
    FILE *stream = open_memstream(&rest, &size);
    if (!copy || !stream)
        abort();
    for (char *clause; (clause = next_clause(&at));)
        read_clause(clause, date, &constraints, stream);
    if (fclose(stream) != 0)
        abort();
    free(copy);
    constraints.unrecognised = rest;
    return constraints;
}
