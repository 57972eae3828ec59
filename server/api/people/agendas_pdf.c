/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /api/agendas.pdf: everyone's day on paper. `parvis agendas` draws it in a child process, so
 * that the server does not hold a text engine in memory for one print. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api.h"
#include "handlers.h"
#include "workers.h"

#define PDF_BYTES_MAX (64u << 20) /* 3,000 pages have some 6 MB */

struct print {
    struct api_work work; /* first */
    struct api *api;
    struct http_request *request;
    char *pdf; /* malloc'd */
    size_t size;
};

/* The file contains people's names: it is unlinked before it is read. */
static int draw_into(const char *directory, char path[4096])
{
    snprintf(path, 4096, "%s/agendas-XXXXXX", directory);
    int file = mkostemp(path, O_CLOEXEC);
    if (file < 0)
        return -1;
    char *arguments[] = {"parvis",        "agendas", "--data", (char *)directory,
                         (char *)"--pdf", path,      NULL};
    pid_t child;
    int status = 1;
    if (posix_spawn(&child, "/proc/self/exe", NULL, NULL, arguments, environ) == 0)
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
    if (status != 0) {
        close(file);
        unlink(path);
        return -1;
    }
    return file;
}

static void run(struct api_work *work)
{
    struct print *print = (struct print *)work;
    char path[4096];
    int file = draw_into(print->api->directory, path);
    if (file < 0)
        return;
    FILE *stream = fopen(path, "re");
    unlink(path);
    close(file);
    if (!stream)
        return;
    fseek(stream, 0, SEEK_END);
    long size = ftell(stream);
    rewind(stream);
    char *pdf = size > 0 && size <= (long)PDF_BYTES_MAX ? malloc((size_t)size) : NULL;
    if (pdf && fread(pdf, 1, (size_t)size, stream) == (size_t)size) {
        print->pdf = pdf;
        print->size = (size_t)size;
    } else {
        free(pdf);
    }
    fclose(stream);
}

static void done(struct api_work *work)
{
    struct print *print = (struct print *)work;
    if (print->pdf) {
        http_response_header(print->request, "Content-Disposition",
                             "inline; filename=\"agendas.pdf\"");
        http_respond(print->request, 200, "application/pdf", print->pdf, print->size);
    } else {
        http_refuse(print->request, 503, "cannot_draw", "The agendas cannot be drawn just now",
                    NULL);
    }
    free(print->pdf);
    free(print);
}

void api_get_agendas(struct http_request *request, void *data)
{
    struct print *print = calloc(1, sizeof *print);
    if (print) {
        print->work = (struct api_work){.run = run, .done = done};
        print->api = data;
        print->request = request;
    }
    if (print && api_workers_submit(print->api->readers, &print->work) == PARVIS_OK)
        return;
    free(print);
    http_response_header(request, "Retry-After", "1");
    http_refuse(request, 503, "busy", "Too many questions at once: try again", NULL);
}
