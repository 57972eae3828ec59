/* SPDX-License-Identifier: EUPL-1.2 */
/* seal PUBLIC_KEY: seals scans to an edition as a kiosk does, for tests that say what no kiosk
 * would. Each line of the input is a text in hexadecimal; each line of the output is the sealed
 * text in base64. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/seal.h"

#define TEXT_MAX 8192

int main(int argc, char **argv)
{
    uint8_t key[BADGE_PUBLIC_KEY_BYTES], text[TEXT_MAX], sealed[TEXT_MAX + SEAL_SCAN_OVERHEAD];
    char line[2 * TEXT_MAX + 2];
    size_t size;
    if (argc != 2 || sodium_init() < 0 ||
        sodium_hex2bin(key, sizeof key, argv[1], 2 * sizeof key, NULL, &size, NULL) != 0 ||
        size != sizeof key)
        return 2;
    while (fgets(line, sizeof line, stdin)) {
        if (sodium_hex2bin(text, sizeof text, line, strcspn(line, "\n"), NULL, &size, NULL) != 0)
            return 2;
        if (seal_scan(key, (const char *)text, size, sealed) != PARVIS_OK)
            return 1;
        char *shown = seal_to_base64(sealed, size + SEAL_SCAN_OVERHEAD);
        puts(shown ? shown : "");
        free(shown);
    }
    return 0;
}
