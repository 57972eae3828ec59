/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis verify: the invariants, and the file's integrity. */
#include <sodium.h>
#include <stdlib.h>

#include "badge_key.h"
#include "command.h"
#include "store_verify.h"

static void print_finding(const struct store_finding *finding, void *data)
{
    int *findings = data;
    char key[64];
    snprintf(key, sizeof key, "verify.%s", finding->rule);
    printf("✗ %s: %s\n", text_label(text_language_from_environment(), key), finding->detail);
    ++*findings;
}

/* The key is no row, but without it no badge can be made when one is lost. */
static void check_key(struct store *store, const char *directory, int *findings)
{
    struct store_edition edition;
    uint8_t key[BADGE_SECRET_KEY_BYTES];
    char path[4096];
    bool exposed = false;
    enum parvis_status status = store_edition_get(store, &edition);
    if (status == PARVIS_OK)
        status = badge_key_read(directory, &edition, key, &exposed);
    sodium_memzero(key, sizeof key);
    if (status == PARVIS_OK && !exposed)
        return;
    snprintf(path, sizeof path, "%s/badge.key", directory);
    fputs("✗ ", stdout);
    command_say(stdout, exposed ? "command.key.exposed" : badge_key_fault(status), "file", path,
                NULL);
    ++*findings;
}

int command_verify(int argc, char **argv)
{
    const char *directory;
    int result = command_read_data(argc, argv, 0, &directory);
    if (result != -1)
        return result;
    struct store *store = command_open(directory);
    if (!store)
        return 1;
    int findings = 0, checks = 0;
    enum parvis_status status = store_verify(store, print_finding, &findings, &checks);
    check_key(store, directory, &findings);
    checks++;
    store_close(store);
    if (status == PARVIS_CORRUPT)
        return command_fail("command.corrupt", "directory", directory, NULL);
    if (status != PARVIS_OK)
        return command_failed(status);
    char count[16], total[16];
    snprintf(count, sizeof count, "%d", findings);
    snprintf(total, sizeof total, "%d", checks);
    if (findings > 0)
        return command_fail("verify.broken", "count", count, "checks", total, NULL);
    command_say(stdout, "verify.sound", "checks", total, NULL);
    return 0;
}
