/* SPDX-License-Identifier: EUPL-1.2 */
/* Random signs in groups of four. */
#include "password.h"

#include <sodium.h>
#include <stddef.h>

/* No 0 O 1 I l: 56 signs ^ 16 = 92 bits. */
static const char signs[] = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

void password_new(char ret_password[PASSWORD_BYTES])
{
    size_t out = 0;
    for (int i = 0; i < PASSWORD_CHARS; i++) {
        if (i > 0 && i % 4 == 0)
            ret_password[out++] = '-';
        ret_password[out++] = signs[randombytes_uniform(sizeof signs - 1)];
    }
    ret_password[out] = '\0';
}
