/* SPDX-License-Identifier: EUPL-1.2 */
/* Walking JSON text along a path, counting lines. */
#include "json_place.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The text still to be walked. */
struct walk {
    const char *at, *end;
};

int json_line_at(const char *text, size_t place)
{
    int line = 1;
    for (size_t i = 0; i < place; i++)
        line += text[i] == '\n';
    return line;
}

static char peek(struct walk *walk)
{
    while (walk->at < walk->end && strchr(" \t\r\n,:", *walk->at) && *walk->at)
        walk->at++;
    return walk->at < walk->end ? *walk->at : '\0';
}

static void skip_string(struct walk *walk)
{
    for (walk->at++; walk->at < walk->end && *walk->at != '"'; walk->at++)
        if (*walk->at == '\\')
            walk->at++;
    walk->at++;
}

static void skip_value(struct walk *walk)
{
    int depth = 0;
    do {
        char sign = peek(walk);
        if (sign == '"') {
            skip_string(walk);
        } else if (sign == '{' || sign == '[') {
            depth++;
            walk->at++;
        } else if (sign == '}' || sign == ']') {
            depth--;
            walk->at++;
        } else {
            while (walk->at < walk->end && !strchr(" \t\r\n,:{}[]\"", *walk->at))
                walk->at++;
        }
    } while (depth > 0 && walk->at < walk->end);
}

/* Moves into the member `name` of the object at hand; false, unmoved: there is none. */
static bool enter_member(struct walk *walk, const char *name, size_t length)
{
    struct walk inner = {walk->at + 1, walk->end};
    while (peek(&inner) == '"') {
        const char *key = inner.at + 1;
        skip_string(&inner);
        bool found = (size_t)(inner.at - key) == length + 1 && memcmp(key, name, length) == 0;
        if (found) {
            peek(&inner);
            *walk = inner;
            return true;
        }
        peek(&inner);
        skip_value(&inner);
    }
    return false;
}

static bool enter_item(struct walk *walk, long number)
{
    struct walk inner = {walk->at + 1, walk->end};
    for (long i = 0; peek(&inner) != ']' && inner.at < inner.end; i++) {
        if (i == number) {
            *walk = inner;
            return true;
        }
        skip_value(&inner);
    }
    return false;
}

int json_line_of(const char *text, size_t size, const char *path)
{
    struct walk walk = {text, text + size};
    bool found = true;
    while (*path && found) {
        char sign = peek(&walk);
        if (*path == '[') {
            char *end;
            long number = strtol(path + 1, &end, 10);
            found = sign == '[' && enter_item(&walk, number);
            path = *end == ']' ? end + 1 : end;
        } else {
            path += *path == '.';
            size_t length = strcspn(path, ".[");
            found = sign == '{' && enter_member(&walk, path, length);
            path += length;
        }
    }
    peek(&walk);
    return json_line_at(text, (size_t)((walk.at < walk.end ? walk.at : walk.end) - text));
}
