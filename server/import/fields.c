/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading single values as people write them. */
#include "fields.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/text.h"

#define NUMBER_CHARS 32 /* digits, sign and mark of a number that can be meant */
#define LA_POSTE "356000000"

/* Copies `text` without its spaces of any kind; false: too long. */
static bool squeeze(const char *text, char *out, size_t size)
{
    size_t used = 0;
    while (*text) {
        if (*text == ' ' || *text == '\t' || *text == '\n')
            text++;
        else if (strncmp(text, "\u00a0", 2) == 0)
            text += 2;
        else if (strncmp(text, "\u202f", 3) == 0 || strncmp(text, "\u2009", 3) == 0)
            text += 3;
        else if (used + 1 == size)
            return false;
        else
            out[used++] = *text++;
    }
    out[used] = '\0';
    return true;
}

static bool all_digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

static bool luhn(const char *digits)
{
    int sum = 0;
    size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        int digit = digits[length - 1 - i] - '0';
        if (i % 2 == 1 && (digit *= 2) > 9)
            digit -= 9;
        sum += digit;
    }
    return sum % 10 == 0;
}

/* La Poste has more establishments than Luhn's check leaves numbers: INSEE gives hers by the sum of
 * the digits, a multiple of 5. */
static bool la_poste(const char *siret)
{
    int sum = 0;
    for (const char *digit = siret; *digit; digit++)
        sum += *digit - '0';
    return strncmp(siret, LA_POSTE, strlen(LA_POSTE)) == 0 && sum % 5 == 0;
}

const char *field_siret(const char *text, char ret_siret[FIELD_SIRET_CHARS + 1])
{
    char digits[NUMBER_CHARS];
    if (!squeeze(text, digits, sizeof digits))
        return "import.value.siret_form";
    /* 5,75171E+13: the spreadsheet took it for a number and rounded it. */
    if (isdigit((unsigned char)digits[0]) && (strstr(digits, "E+") || strstr(digits, "e+")))
        return "import.value.siret_rounded";
    if (!all_digits(digits))
        return "import.value.siret_form";
    if (strlen(digits) != FIELD_SIRET_CHARS)
        return "import.value.siret_length";
    if (!luhn(digits) && !la_poste(digits))
        return "import.value.siret_key";
    memcpy(ret_siret, digits, FIELD_SIRET_CHARS + 1);
    return NULL;
}

static bool local_part(const char *text, size_t length)
{
    if (length == 0 || length > 64 || text[0] == '.' || text[length - 1] == '.')
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char character = (unsigned char)text[i];
        if (character <= ' ' || character == 0x7f || strchr("\"(),:;<>[\\]", character))
            return false;
        if (character == '.' && text[i + 1] == '.')
            return false;
    }
    return true;
}

static bool domain_part(const char *text)
{
    size_t length = strlen(text), label = 0;
    if (length < 3 || length > 253 || !strchr(text, '.'))
        return false;
    for (size_t i = 0; i <= length; i++) {
        unsigned char character = (unsigned char)text[i];
        if (character == '.' || character == '\0') {
            if (label == 0)
                return false;
            label = 0;
        } else if (isalnum(character) || character >= 0x80 || character == '-') {
            label++;
        } else {
            return false;
        }
    }
    return true;
}

const char *field_email(const char *text)
{
    const char *at = strrchr(text, '@');
    /* The last @: an earlier one would have to be quoted, which no real address has. */
    bool good = at && local_part(text, (size_t)(at - text)) &&
                !memchr(text, '@', (size_t)(at - text)) && domain_part(at + 1);
    return good ? NULL : "import.value.email";
}

static bool is_one_of(const char *folded, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(folded, *words) == 0)
            return true;
    return false;
}

const char *field_yes_no(const char *text, bool *ret_yes)
{
    static const char *const yes[] = {"oui", "o", "yes", "y", "vrai", "true", "1", "x", NULL};
    static const char *const no[] = {"non", "n", "no", "faux", "false", "0", NULL};
    char *folded = text_fold(text);
    bool is_yes = is_one_of(folded, yes), is_no = is_one_of(folded, no);
    free(folded);
    if (!is_yes && !is_no)
        return "import.value.yes_no";
    *ret_yes = is_yes;
    return NULL;
}

/* Cuts a unit off the end of a squeezed number. */
static void cut_unit(char *number, const char *unit)
{
    size_t length = strlen(number), size = strlen(unit);
    if (length > size && strcmp(number + length - size, unit) == 0)
        number[length - size] = '\0';
}

/* Digits of `number` into *value times scale; false: no number. 18 digits at most. */
static bool scale_number(const char *number, int64_t scale, int64_t *ret_scaled)
{
    const char *mark = strpbrk(number, ",.");
    size_t whole = mark ? (size_t)(mark - number) : strlen(number);
    int64_t value = 0, unit = scale, rest = 0;
    bool round_up = false;
    if (whole == 0 || whole > 12 || strspn(number, "0123456789") != whole)
        return false;
    for (size_t i = 0; i < whole; i++)
        value = value * 10 + (number[i] - '0');
    if (mark && !all_digits(mark + 1))
        return false;
    for (const char *digit = mark ? mark + 1 : ""; *digit && unit >= 1; digit++) {
        if (unit == 1)
            /* The first digit beyond what is kept rounds; those behind it change nothing. */
            round_up = *digit >= '5';
        unit /= 10;
        rest += unit * (*digit - '0');
    }
    *ret_scaled = value * scale + rest + round_up;
    return true;
}

const char *field_decimal(const char *text, int64_t scale, int64_t min, int64_t max,
                          int64_t *ret_scaled)
{
    char number[NUMBER_CHARS];
    int64_t scaled;
    if (!squeeze(text, number, sizeof number))
        return "import.value.number";
    cut_unit(number, "HT");
    cut_unit(number, "€");
    cut_unit(number, "m");
    bool negative = number[0] == '-';
    if (!scale_number(number + negative, scale, &scaled))
        return "import.value.number";
    if (negative)
        scaled = -scaled;
    if (scaled < min || scaled > max)
        return "import.value.range";
    *ret_scaled = scaled;
    return NULL;
}

const char *field_integer(const char *text, int64_t min, int64_t max, int64_t *ret_value)
{
    char number[NUMBER_CHARS];
    if (!squeeze(text, number, sizeof number) || !all_digits(number) || strlen(number) > 15)
        return "import.value.integer";
    int64_t value = strtoll(number, NULL, 10);
    if (value < min || value > max)
        return "import.value.range";
    *ret_value = value;
    return NULL;
}

const char *field_amperes(const char *text, int64_t *ret_amperes)
{
    static const char *const none[] = {"aucune", "aucun", "non", "sans", "none", "no", NULL};
    char number[NUMBER_CHARS];
    char *folded = text_fold(text);
    bool nothing = is_one_of(folded, none);
    free(folded);
    if (nothing) {
        *ret_amperes = 0;
        return NULL;
    }
    if (!squeeze(text, number, sizeof number))
        return "import.value.amperes";
    cut_unit(number, "A");
    cut_unit(number, "a");
    return field_integer(number, 0, 125, ret_amperes) ? "import.value.amperes" : NULL;
}

const char *field_time(const char *text, const char *date, int64_t *ret_at)
{
    char time[NUMBER_CHARS];
    if (!squeeze(text, time, sizeof time) || clock_parse_local(date, time, ret_at) != PARVIS_OK)
        return "import.value.time";
    return NULL;
}

/* Up to `max` digits of `*text` and, unless it is '\0', the sign that must follow. */
static bool take_number(const char **text, int min, int max, char after, int *ret_value)
{
    int count = 0, value = 0;
    for (; count < max && isdigit((unsigned char)**text); count++)
        value = value * 10 + (*(*text)++ - '0');
    if (count < min || (after && *(*text)++ != after))
        return false;
    *ret_value = value;
    return true;
}

static bool take_day(const char **text, int *year, int *month, int *day)
{
    const char *at = *text;
    bool good = take_number(&at, 4, 4, '-', year) && take_number(&at, 2, 2, '-', month) &&
                take_number(&at, 2, 2, '\0', day);
    if (!good) {
        at = *text;
        /* The day first, as in French: one mark, and the same twice. */
        char mark = strchr(at, '/') ? '/' : strchr(at, '-') ? '-' : '.';
        good = take_number(&at, 1, 2, mark, day) && take_number(&at, 1, 2, mark, month) &&
               take_number(&at, 4, 4, '\0', year);
    }
    *text = at;
    return good;
}

const char *field_date(const char *text, int64_t *ret_at)
{
    int year, month, day;
    char date[16], time[NUMBER_CHARS] = "00:00";
    const char *at = text;
    if (!take_day(&at, &year, &month, &day))
        return "import.value.date";
    if (*at == 'T')
        at++;
    else if (*at && *at != ' ')
        return "import.value.date";
    while (*at == ' ')
        at++;
    if (*at && !squeeze(at, time, sizeof time))
        return "import.value.date";
    /* The remainders change nothing, since two digits were read: they tell the compiler so. */
    snprintf(date, sizeof date, "%04d-%02d-%02d", year, month % 100, day % 100);
    return clock_parse_local(date, time, ret_at) == PARVIS_OK ? NULL : "import.value.date";
}
