/* Random mutations of the requests in tests/fuzz/http, cut into random pieces, against a real
 * server: it stays alive, every answer is well formed, and every connection and request is given
 * back. The corpus is the regression test: whatever once failed is a file there.
 *
 * PARVIS_FUZZ_SEED and PARVIS_FUZZ_SECONDS make other and longer runs. */
#define _GNU_SOURCE
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web.h"

#define CORPUS_MAX 256
#define CASE_BYTES_MAX 16384

struct text {
    size_t size;
    char bytes[CASE_BYTES_MAX];
};

static struct web *web;
static struct text corpus[CORPUS_MAX];
static size_t corpus_count;
static uint64_t state;
static char answers[1u << 20];

/* xorshift64*: the same run for the same seed everywhere. */
static uint32_t random_below(uint32_t bound)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * 0x2545f4914f6cdd1du) >> 33) % bound;
}

/* ---- corpus ---- */

static void read_seed(const char *name)
{
    char path[1024];
    struct text *text = &corpus[corpus_count];
    snprintf(path, sizeof path, PARVIS_SOURCE_DIR "/tests/fuzz/http/%s", name);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    text->size = fread(text->bytes, 1, sizeof text->bytes, file);
    fclose(file);
    corpus_count++;
}

static int is_seed(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".http") == 0;
}

/* In the order of names, so that a seed means the same run on every machine. */
static void read_corpus(void)
{
    struct dirent **entries;
    int count = scandir(PARVIS_SOURCE_DIR "/tests/fuzz/http", &entries, is_seed, alphasort);
    ck_assert_int_gt(count, 0);
    for (int i = 0; i < count && corpus_count < CORPUS_MAX; i++)
        read_seed(entries[i]->d_name);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
}

/* ---- mutations ---- */

static const char *const tokens[] = {
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    "0\r\n\r\n",
    " ",
    "\t",
    ":",
    "%00",
    "%252e",
    "%2f",
    "../",
    "//",
    ";",
    "0x",
    "-1",
    "ffffffffffffffff",
    "\x7f",
    "\xff",
    "Host: b\r\n",
    "HTTP/1.0",
    "HTTP/2.0",
    "HEAD ",
    "POST ",
    "?",
    "#",
    "*",
    "Connection: close\r\n",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Expect: 100-continue\r\n",
    "Transfer-Encoding : chunked\r\n",
    "Content-Length: 18446744073709551616\r\n",
};

static void insert(struct text *text, size_t at, const char *bytes, size_t size)
{
    if (text->size + size > CASE_BYTES_MAX)
        return;
    memmove(text->bytes + at + size, text->bytes + at, text->size - at);
    memcpy(text->bytes + at, bytes, size);
    text->size += size;
}

static void erase(struct text *text, size_t at, size_t size)
{
    memmove(text->bytes + at, text->bytes + at + size, text->size - at - size);
    text->size -= size;
}

static void mutate(struct text *text)
{
    static struct text copy;
    if (!text->size)
        return;
    size_t at = random_below((uint32_t)text->size);
    size_t size = 1 + random_below((uint32_t)(text->size - at));
    switch (random_below(7)) {
    case 0:
        text->bytes[at] = (char)(text->bytes[at] ^ 1 << random_below(8));
        break;
    case 1:
        text->bytes[at] = (char)random_below(256);
        break;
    case 2:
        erase(text, at, size < 12 ? size : 1 + random_below(12));
        break;
    case 3: {
        const char *token = tokens[random_below(sizeof tokens / sizeof *tokens)];
        insert(text, at, token, strlen(token));
        break;
    }
    case 4: /* a part twice */
        memcpy(copy.bytes, text->bytes + at, size);
        insert(text, at, copy.bytes, size);
        break;
    case 5: { /* a part of another request */
        const struct text *other = &corpus[random_below((uint32_t)corpus_count)];
        size_t from = random_below((uint32_t)other->size);
        insert(text, at, other->bytes + from, 1 + random_below((uint32_t)(other->size - from)));
        break;
    }
    default: /* a token in place of what is there */
        erase(text, at, size < 4 ? size : 4);
        insert(text, at, "\r\n0\r", 4);
    }
}

/* ---- judging ---- */

/* The end of one well-formed answer, or NULL. */
static const char *skip_answer(const char *at, const char *end)
{
    int status, used = 0;
    const char *body = memmem(at, (size_t)(end - at), "\r\n\r\n", 4);
    if (!body || sscanf(at, "HTTP/1.1 %3d %n", &status, &used) != 1 || !used || status < 100 ||
        status > 599)
        return NULL;
    body += 4;
    bool closes = false, streams = false;
    size_t length = 0;
    for (const char *line = strstr(at, "\r\n") + 2; line < body - 2;
         line = strstr(line, "\r\n") + 2) {
        size_t name = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
        if (!name || line[name] != ':' || line[name + 1] != ' ')
            return NULL;
        sscanf(line, "Content-Length: %zu", &length);
        closes |= strncmp(line, "Connection: close\r\n", 19) == 0;
        streams |= strncmp(line, "Content-Type: text/event-stream\r\n", 33) == 0;
    }
    bool headless = body == end || strncmp(body, "HTTP/1.1 ", 9) == 0; /* of a HEAD */
    if (!headless)
        body += length;
    if (body > end || (closes && body != end) || (streams && !closes && !headless))
        return NULL;
    return body;
}

static bool answers_are_well_formed(size_t size)
{
    const char *at = answers;
    while (at && at < answers + size)
        at = skip_answer(at, answers + size);
    return at != NULL;
}

static size_t receive_all(int fd)
{
    size_t size = 0;
    int64_t until = web_now() + 5000;
    while (web_now() < until) {
        ssize_t got = recv(fd, answers + size, sizeof answers - size - 1, MSG_DONTWAIT);
        if (got > 0)
            size += (size_t)got;
        else if (got == 0)
            break;
        else
            web_turn(web, 0);
    }
    ck_assert_msg(web_now() < until, "the server did not close");
    answers[size] = '\0';
    return size;
}

static void print_case(const struct text *text)
{
    fprintf(stderr, "case: ");
    for (size_t i = 0; i < text->size; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];
        fprintf(stderr, byte >= 0x20 && byte < 0x7f && byte != '\\' ? "%c" : "\\x%02x", byte);
    }
    fprintf(stderr, "\nanswers: %s\n", answers);
}

static void run(const struct text *text)
{
    int fd = web_connect(web);
    for (size_t at = 0; at < text->size;) {
        size_t size = 1 + random_below(random_below(4) ? 2000 : 20);
        if (size > text->size - at)
            size = text->size - at;
        web_write(web, fd, text->bytes + at, size);
        at += size;
    }
    shutdown(fd, SHUT_WR);
    size_t size = receive_all(fd);
    close(fd);
    if (!answers_are_well_formed(size)) {
        print_case(text);
        ck_abort_msg("an answer is not well formed");
    }
    for (int i = 0; i < 100 && http_server_counters(web->server).connections_now; i++)
        web_turn(web, 1);
    ck_assert_uint_eq(http_server_counters(web->server).connections_now, 0);
    web->stream_count = 0;
}

static long setting(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : otherwise;
}

START_TEST(mutated_requests)
{
    static struct text text;
    struct http_limits limits = web_limits();
    limits.request_ms_max = 2000;
    web = web_start(&limits, NULL, NULL);
    read_corpus();
    state = (uint64_t)setting("PARVIS_FUZZ_SEED", 20171120);
    int64_t until = web_now() + 1000 * setting("PARVIS_FUZZ_SECONDS", 3);
    size_t runs = 0;
    for (size_t i = 0; i < corpus_count; i++)
        run(&corpus[i]);
    for (; web_now() < until; runs++) {
        const struct text *seed = &corpus[random_below((uint32_t)corpus_count)];
        text.size = seed->size;
        memcpy(text.bytes, seed->bytes, seed->size);
        for (uint32_t i = 1 + random_below(6); i > 0; i--)
            mutate(&text);
        run(&text);
    }
    struct http_counters counters = http_server_counters(web->server);
    printf("%zu mutated requests: %llu reached a route or its refusal, %llu framing and %llu limit "
           "refusals\n",
           runs, (unsigned long long)counters.requests,
           (unsigned long long)counters.refused_framing,
           (unsigned long long)counters.refused_limits);
    ck_assert_uint_gt(runs, 20);
    ck_assert_uint_gt(counters.refused_framing, 0);
    web_end(web);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fuzz http");
    TCase *cases = tcase_create("requests");
    tcase_set_timeout(cases, (double)setting("PARVIS_FUZZ_SECONDS", 3) + 60);
    tcase_add_test(cases, mutated_requests);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
