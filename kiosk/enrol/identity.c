/* SPDX-License-Identifier: EUPL-1.2 */
/* Who this kiosk is. */
#include "identity.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis/file.h"
#include "parvis/log.h"
#include "roster.h"

#define BYTES_MAX 8192

/* ---- JSON ---- */

static bool take_text(const cJSON *object, const char *name, char *place, size_t size,
                      bool *ret_changed)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!cJSON_IsString(item) || strlen(item->valuestring) >= size)
        return false;
    *ret_changed |= strcmp(place, item->valuestring) != 0;
    memmove(place, item->valuestring, strlen(item->valuestring) + 1);
    return true;
}

static bool take_flag(const cJSON *object, const char *name, bool *place, bool *ret_changed)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!cJSON_IsBool(item))
        return false;
    *ret_changed |= *place != (bool)cJSON_IsTrue(item);
    *place = cJSON_IsTrue(item);
    return true;
}

bool identity_take_settings(struct identity *identity, const cJSON *settings, bool *ret_restart)
{
    struct identity taken = *identity;
    bool restart = false, dark = false;
    if (!take_text(settings, "name", taken.name, sizeof taken.name, &restart) ||
        !take_text(settings, "role", taken.role, sizeof taken.role, &restart) ||
        !take_text(settings, "shows", taken.shows, sizeof taken.shows, &restart) ||
        !take_text(settings, "stand", taken.stand, sizeof taken.stand, &restart) ||
        !take_text(settings, "language", taken.language, sizeof taken.language, &restart) ||
        !take_flag(settings, "leaving", &taken.leaving, &restart) ||
        !take_flag(settings, "dark", &taken.dark, &dark))
        return false;
    *identity = taken;
    *ret_restart = restart;
    return restart || dark;
}

static void add_hash(cJSON *tree, const char *name, const uint8_t hash[32])
{
    char hex[65];
    sodium_bin2hex(hex, sizeof hex, hash, 32);
    cJSON_AddStringToObject(tree, name, hex);
}

static bool take_hash(const cJSON *tree, const char *name, uint8_t hash[32])
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(tree, name);
    return cJSON_IsString(item) && strlen(item->valuestring) == 64 &&
           sodium_hex2bin(hash, 32, item->valuestring, 64, NULL, NULL, NULL) == 0;
}

static char *print(const struct identity *identity)
{
    cJSON *tree = cJSON_CreateObject();
    cJSON_AddStringToObject(tree, "server", identity->server);
    cJSON_AddStringToObject(tree, "token", identity->token);
    if (identity->pinned) {
        add_hash(tree, "fingerprint", identity->fingerprint);
        add_hash(tree, "key", identity->key);
    }
    cJSON *settings = cJSON_AddObjectToObject(tree, "settings");
    cJSON_AddStringToObject(settings, "name", identity->name);
    cJSON_AddStringToObject(settings, "role", identity->role);
    cJSON_AddStringToObject(settings, "shows", identity->shows);
    cJSON_AddStringToObject(settings, "stand", identity->stand);
    cJSON_AddStringToObject(settings, "language", identity->language);
    cJSON_AddBoolToObject(settings, "leaving", identity->leaving);
    cJSON_AddBoolToObject(settings, "dark", identity->dark);
    char *text = cJSON_Print(tree);
    cJSON_Delete(tree);
    return text;
}

static bool parse(const char *text, struct identity *identity)
{
    cJSON *tree = cJSON_Parse(text);
    bool changed = false, restart = false;
    bool good = take_text(tree, "server", identity->server, sizeof identity->server, &changed) &&
                take_text(tree, "token", identity->token, sizeof identity->token, &changed) &&
                identity_take_settings(identity, cJSON_GetObjectItemCaseSensitive(tree, "settings"),
                                       &restart);
    identity->pinned = cJSON_HasObjectItem(tree, "fingerprint");
    if (good && identity->pinned)
        good = take_hash(tree, "fingerprint", identity->fingerprint) &&
               take_hash(tree, "key", identity->key);
    cJSON_Delete(tree);
    return good && *identity->token && *identity->server;
}

/* ---- files ---- */

static void path_of(const char *directory, const char *name, char path[4096])
{
    snprintf(path, 4096, "%s/%s", directory, name);
}

enum parvis_status identity_load(const char *directory, struct identity *ret_identity)
{
    char path[4096], text[BYTES_MAX + 1];
    struct identity identity = {.server = ""};
    path_of(directory, "identity.json", path);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return errno == ENOENT ? PARVIS_NOT_FOUND : PARVIS_CORRUPT;
    ssize_t size = read(file, text, BYTES_MAX);
    close(file);
    text[size > 0 ? size : 0] = '\0';
    bool good = parse(text, &identity);
    sodium_memzero(text, sizeof text);
    if (!good)
        return PARVIS_CORRUPT;
    *ret_identity = identity;
    return PARVIS_OK;
}

enum parvis_status identity_save(const char *directory, const struct identity *identity)
{
    if (mkdir(directory, 0700) != 0 && errno != EEXIST) {
        log_error("kiosk", "%s: %s", directory, strerror(errno));
        return PARVIS_IO;
    }
    char *text = print(identity);
    if (!text)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = file_replace("kiosk", directory, "identity.json", text);
    sodium_memzero(text, strlen(text));
    free(text);
    return status;
}

void identity_forget(const char *directory)
{
    char path[4096];
    path_of(directory, "identity.json", path);
    unlink(path);
    path_of(directory, "cache", path);
    roster_remove(path);
    file_sync_directory(directory);
}

/* ---- as a command line ---- */

void identity_apply(const struct identity *identity, struct config *config)
{
    config->screen = kiosk_screen_of(identity->role, identity->shows);
    config->server = identity->server;
    config->fingerprint = identity->pinned ? identity->fingerprint : NULL;
    config->key = identity->pinned ? identity->key : NULL;
    config->place = identity->name;
    config->stand = identity->stand;
    config->leaving = identity->leaving;
    config->language = text_language_of(identity->language);
    snprintf(config->token, sizeof config->token, "%s", identity->token);
}
