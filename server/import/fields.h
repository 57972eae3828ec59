/* SPDX-License-Identifier: EUPL-1.2 */
/* Parsers for the cells of organisers' spreadsheets, one for each form of value. Each writes its
 * out-parameter and returns NULL; or writes nothing and returns the reason's catalogue key
 * ("import.value.…"). `text` must be trimmed UTF-8, not empty. */
#ifndef PARVIS_IMPORT_FIELDS_H
#define PARVIS_IMPORT_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#define FIELD_SIRET_CHARS 14

/* 14 digits, spaces forgiven, with Luhn's key (ISO/IEC 7812-1), as INSEE defines the SIRET; the
 * establishments of La Poste (SIREN 356000000) have their own: the digits' sum divides by 5. */
const char *field_siret(const char *text, char ret_siret[FIELD_SIRET_CHARS + 1]);

/* A plausible address: one @, a local part, a domain with a dot, no spaces. Accented letters are
 * allowed (RFC 6531). */
const char *field_email(const char *text);

/* oui, non, o, n, yes, no, vrai, faux, 1, 0, x. */
const char *field_yes_no(const char *text, bool *ret_yes);

/* A decimal number with comma or point, no-break spaces between thousands, € or m after it;
 * scaled by `scale` (100: euros → cents; 10: marks → tenths; 100: metres → cm) and rounded half
 * away from zero. */
const char *field_decimal(const char *text, int64_t scale, int64_t min, int64_t max,
                          int64_t *ret_scaled);
/* A whole number without sign. */
const char *field_integer(const char *text, int64_t min, int64_t max, int64_t *ret_value);

/* "16 A", "32A", "16", "aucune", "non". */
const char *field_amperes(const char *text, int64_t *ret_amperes);

/* "9h30", "9 h 30", "09:30", "09:30:00" on the day `date` (2017-11-20) → UTC ms. */
const char *field_time(const char *text, const char *date, int64_t *ret_at);

/* "03/05/2017", "03/05/2017 12:15", "2017-05-03 12:15": day first, in the venue's zone. */
const char *field_date(const char *text, int64_t *ret_at);

#endif
