/* SPDX-License-Identifier: EUPL-1.2 */
/* The catalogue of everything said to people, parsed once from the embedded files. */
#include "parvis/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#define TEXT_VALUES_MAX 16 /* arguments of one message */

/* Generated: one embedded file of lib/catalogue (see CMakeLists.txt). */
struct text_file {
    const char *start; /* JSON text, not NUL-ended */
    const char *end;
};
extern const struct text_file text_files[];
extern const size_t text_file_count;

/* One message in every language; NULL where it has none. */
struct text_message {
    const char *key;
    const char *say[3];
};

static struct text_message *messages; /* sorted by key */
static size_t message_count;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static int compare_messages(const void *left, const void *right)
{
    const struct text_message *a = left, *b = right;
    return strcmp(a->key, b->key);
}

static const char *member_text(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(item) ? must(strdup(item->valuestring)) : NULL;
}

static void load_file(const struct text_file *file)
{
    cJSON *tree = cJSON_ParseWithLength(file->start, (size_t)(file->end - file->start));
    const cJSON *item;
    if (!tree)
        abort(); /* a broken catalogue does not pass the build's own tests */
    size_t count = (size_t)cJSON_GetArraySize(tree);
    messages = must(realloc(messages, (message_count + count + 1) * sizeof *messages));
    cJSON_ArrayForEach(item, tree)
    {
        messages[message_count++] = (struct text_message){
            .key = must(strdup(item->string)),
            .say = {member_text(item, "fr"), member_text(item, "en"), member_text(item, "nl")},
        };
    }
    cJSON_Delete(tree);
}

static void load_all(void)
{
    for (size_t i = 0; i < text_file_count; i++)
        load_file(&text_files[i]);
    if (message_count > 0)
        qsort(messages, message_count, sizeof *messages, compare_messages);
}

const char *text_label(enum text_language language, const char *key)
{
    pthread_once(&loaded, load_all);
    struct text_message wanted = {.key = key};
    const struct text_message *found = message_count ? bsearch(&wanted, messages, message_count,
                                                               sizeof *messages, compare_messages)
                                                     : NULL;
    if (!found)
        return key;
    for (int i = (int)language; i > 0; i--)
        if (found->say[i])
            return found->say[i];
    return found->say[TEXT_FR] ? found->say[TEXT_FR] : key;
}

static const char *value_of(const struct text_value *values, size_t count, const char *name,
                            size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(values[i].name) == length && memcmp(values[i].name, name, length) == 0)
            return values[i].value;
    return NULL;
}

/* Writes the message into `out` unless it is NULL; returns its length without the NUL. */
static size_t put_arguments(const char *template, const struct text_value *values, size_t count,
                            char *out)
{
    size_t used = 0;
    for (const char *at = template; *at;) {
        const char *close = *at == '{' ? strchr(at, '}') : NULL;
        const char *value =
            close ? value_of(values, count, at + 1, (size_t)(close - at - 1)) : NULL;
        size_t length = value ? strlen(value) : 1 + strcspn(at + 1, "{");
        if (out)
            memcpy(out + used, value ? value : at, length);
        used += length;
        at = value ? close + 1 : at + length;
    }
    return used;
}

char *text_say(enum text_language language, const char *key, const struct text_value *values,
               size_t count)
{
    const char *template = text_label(language, key);
    size_t length = put_arguments(template, values, count, NULL);
    char *out = must(malloc(length + 1));
    put_arguments(template, values, count, out);
    out[length] = '\0';
    return out;
}

char *text_sayv(enum text_language language, const char *key, va_list arguments)
{
    struct text_value values[TEXT_VALUES_MAX];
    size_t count = 0;
    while (count < TEXT_VALUES_MAX) {
        const char *name = va_arg(arguments, const char *);
        if (!name)
            break;
        values[count++] =
            (struct text_value){.name = name, .value = va_arg(arguments, const char *)};
    }
    return text_say(language, key, values, count);
}

char *text_sayf(enum text_language language, const char *key, ...)
{
    va_list arguments;
    va_start(arguments, key);
    char *message = text_sayv(language, key, arguments);
    va_end(arguments);
    return message;
}

enum text_language text_language_of(const char *tag)
{
    if (tag && strncmp(tag, "en", 2) == 0)
        return TEXT_EN;
    if (tag && strncmp(tag, "nl", 2) == 0)
        return TEXT_NL;
    return TEXT_FR;
}

const char *text_language_code(enum text_language language)
{
    static const char *const codes[] = {[TEXT_FR] = "fr", [TEXT_EN] = "en", [TEXT_NL] = "nl"};
    return codes[language];
}

enum text_language text_language_from_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return text_language_of(value);
    }
    return TEXT_FR;
}
