/* SPDX-License-Identifier: EUPL-1.2 */
/* Passwords that the program makes, for people to read aloud at a desk and type once. */
#ifndef PARVIS_API_PASSWORD_H
#define PARVIS_API_PASSWORD_H

#define PASSWORD_CHARS 16                                    /* without the dashes */
#define PASSWORD_BYTES (PASSWORD_CHARS + PASSWORD_CHARS / 4) /* with dashes and NUL */

/* Writes a random password like "abcd-efgh-ijkm-nopq": 92 bits, without characters that sound or
 * look alike. */
void password_new(char ret_password[PASSWORD_BYTES]);

#endif
