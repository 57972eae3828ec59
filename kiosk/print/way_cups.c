/* SPDX-License-Identifier: EUPL-1.2 */
/* Printing through CUPS: the module parvis-cups.so. */
#include <cups/cups.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "print_way.h"

#define STEP_MS 300

/* A queue that wants a password is not for a kiosk: libcups would ask for one at the terminal. */
static const char *no_password(const char *prompt, http_t *http, const char *method,
                               const char *resource, void *user)
{
    (void)prompt;
    (void)http;
    (void)method;
    (void)resource;
    (void)user;
    return NULL;
}

/* "host:port", "host", a socket's path, or "" for the system's own. */
static http_t *connect_to(const char *server)
{
    char host[256];
    int port = ippPort();
    snprintf(host, sizeof host, "%s", *server ? server : cupsServer());
    char *colon = *host == '/' ? NULL : strrchr(host, ':');
    if (colon) {
        port = (int)strtol(colon + 1, NULL, 10);
        *colon = '\0';
    }
    return httpConnect2(host, port, NULL, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1,
                        WAY_CONNECT_MS, NULL);
}

static enum printer_state state_of(ipp_t *answer)
{
    ipp_attribute_t *state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM);
    ipp_attribute_t *reasons = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    if (!state)
        return PRINTER_GONE;
    for (int i = 0; reasons && i < ippGetCount(reasons); i++) {
        const char *reason = ippGetString(reasons, i, NULL);
        if (strncmp(reason, "media-empty", 11) == 0 || strncmp(reason, "media-needed", 12) == 0)
            return PRINTER_NO_PAPER;
        if (strncmp(reason, "offline", 7) == 0 || strncmp(reason, "connecting-to-device", 20) == 0)
            return PRINTER_GONE;
        if (strstr(reason, "-error") || strncmp(reason, "cover-open", 10) == 0 ||
            strncmp(reason, "media-jam", 9) == 0)
            return PRINTER_BLOCKED;
    }
    return ippGetInteger(state, 0) == IPP_PSTATE_STOPPED ? PRINTER_BLOCKED : PRINTER_READY;
}

static enum printer_state ask(http_t *http, const char *queue)
{
    static const char *const wanted[] = {"printer-state", "printer-state-reasons"};
    char uri[512];
    ipp_t *request = ippNewRequest(IPP_OP_GET_PRINTER_ATTRIBUTES);
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0,
                     "/printers/%s", queue);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2, NULL,
                  wanted);
    ipp_t *answer = cupsDoRequest(http, request, "/");
    enum printer_state state = answer ? state_of(answer) : PRINTER_GONE;
    ippDelete(answer);
    return state;
}

/* The job's state, or -1. */
static int job_state(http_t *http, const char *queue, int job)
{
    char uri[512];
    ipp_t *request = ippNewRequest(IPP_OP_GET_JOB_ATTRIBUTES);
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0,
                     "/printers/%s", queue);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
                 cupsUser());
    ipp_t *answer = cupsDoRequest(http, request, "/");
    ipp_attribute_t *state = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
    int value = state ? ippGetInteger(state, 0) : -1;
    ippDelete(answer);
    return value;
}

/* The job's title is the program's: a person's name would stay in the queue's history. */
static int send_job(http_t *http, const char *queue, const struct print_bytes *bytes,
                    double width_mm, double height_mm)
{
    char media[64];
    cups_option_t *options = NULL;
    snprintf(media, sizeof media, "Custom.%dx%dmm", (int)width_mm, (int)height_mm);
    int count = cupsAddOption("media", media, 0, &options);
    int job = cupsCreateJob(http, queue, "Parvis", count, options);
    bool sent =
        job > 0 &&
        cupsStartDocument(http, queue, job, "Parvis", CUPS_FORMAT_PDF, 1) == HTTP_STATUS_CONTINUE &&
        cupsWriteRequestData(http, (const char *)bytes->bytes, bytes->size) ==
            HTTP_STATUS_CONTINUE &&
        cupsFinishDocument(http, queue) <= IPP_STATUS_OK_EVENTS_COMPLETE;
    cupsFreeOptions(count, options);
    if (!sent && job > 0)
        cupsCancelJob2(http, queue, job, 1);
    return sent ? job : -1;
}

/* Waits until CUPS has printed the job. Cancels one that it cannot print, or not in time, and
 * returns the printer's state as the reason. */
static enum printer_state await(http_t *http, const char *queue, int job)
{
    for (int waited = 0; waited < WAY_JOB_MS; waited += STEP_MS) {
        int state = job_state(http, queue, job);
        if (state == IPP_JSTATE_COMPLETED)
            return PRINTER_READY;
        enum printer_state printer = ask(http, queue);
        bool ended = state == IPP_JSTATE_ABORTED || state == IPP_JSTATE_CANCELED;
        if (ended || (printer != PRINTER_READY && state != IPP_JSTATE_PROCESSING) ||
            printer == PRINTER_NO_PAPER) {
            if (!ended)
                cupsCancelJob2(http, queue, job, 1);
            return printer == PRINTER_READY ? PRINTER_BLOCKED : printer;
        }
        usleep(STEP_MS * 1000);
    }
    cupsCancelJob2(http, queue, job, 1);
    return PRINTER_BLOCKED;
}

enum printer_state way_cups(const char *server, const char *queue, const struct print_bytes *bytes,
                            double width_mm, double height_mm)
{
    cupsSetPasswordCB2(no_password, NULL); /* of this thread */
    http_t *http = connect_to(server);
    if (!http)
        return PRINTER_GONE;
    enum printer_state state = ask(http, queue);
    if (state == PRINTER_READY && bytes) {
        int job = send_job(http, queue, bytes, width_mm, height_mm);
        state = job > 0 ? await(http, queue, job) : PRINTER_BLOCKED;
    }
    httpClose(http);
    return state;
}
