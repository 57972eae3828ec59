/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading badge.key. */
#include "badge_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

#define PATH_BYTES 4096

static void path_of(const char *directory, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "%s/badge.key", directory);
}

/* libsodium's form is seed and public key: the second must follow from the first. */
static bool is_a_key(const uint8_t key[BADGE_SECRET_KEY_BYTES])
{
    uint8_t public_key[BADGE_PUBLIC_KEY_BYTES], again[BADGE_SECRET_KEY_BYTES];
    crypto_sign_seed_keypair(public_key, again, key);
    bool same = sodium_memcmp(again, key, sizeof again) == 0;
    sodium_memzero(again, sizeof again);
    return same;
}

enum parvis_status badge_key_read(const char *directory, const struct store_edition *edition,
                                  uint8_t ret_key[BADGE_SECRET_KEY_BYTES], bool *ret_exposed)
{
    char path[PATH_BYTES];
    uint8_t bytes[BADGE_SECRET_KEY_BYTES + 1];
    struct stat about;
    path_of(directory, path);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return errno == EACCES ? PARVIS_FORBIDDEN : PARVIS_NOT_FOUND;
    ssize_t size = fstat(file, &about) == 0 ? read(file, bytes, sizeof bytes) : -1;
    close(file);
    enum parvis_status status = PARVIS_OK;
    if (size != BADGE_SECRET_KEY_BYTES || !is_a_key(bytes))
        status = PARVIS_CORRUPT;
    else if (memcmp(bytes + 32, edition->public_key, BADGE_PUBLIC_KEY_BYTES) != 0)
        status = PARVIS_CONFLICT;
    if (status == PARVIS_OK) {
        memcpy(ret_key, bytes, BADGE_SECRET_KEY_BYTES);
        *ret_exposed = (about.st_mode & (S_IRWXG | S_IRWXO)) != 0;
    }
    sodium_memzero(bytes, sizeof bytes);
    return status;
}

const char *badge_key_fault(enum parvis_status status)
{
    switch (status) {
    case PARVIS_NOT_FOUND:
        return "command.key.absent";
    case PARVIS_FORBIDDEN:
        return "command.key.forbidden";
    case PARVIS_CONFLICT:
        return "command.key.other";
    default:
        return "command.key.damaged";
    }
}

bool badge_key_load(const char *directory, const struct store_edition *edition,
                    uint8_t ret_key[BADGE_SECRET_KEY_BYTES])
{
    char path[PATH_BYTES];
    bool exposed = false;
    enum parvis_status status = badge_key_read(directory, edition, ret_key, &exposed);
    path_of(directory, path);
    if (status != PARVIS_OK)
        command_fail(badge_key_fault(status), "file", path, NULL);
    else if (exposed)
        command_fail("command.key.exposed", "file", path, NULL);
    return status == PARVIS_OK;
}
