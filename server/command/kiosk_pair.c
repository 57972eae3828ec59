/* SPDX-License-Identifier: EUPL-1.2 */
/* A pairing code from the command line. */
#include "kiosk_pair.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "http_certificate.h"
#include "parvis/clock.h"
#include "perform.h"
#include "qr_code.h"
#include "serving.h"
#include "store_kiosk.h"

#define PNG_SCALE 12 /* pixels a module: some 600 across, sharp on paper and phones */

/* Where the kiosk finds the server, and by which certificate it knows it. 0, or the exit status
 * after the reason was said. */
static int find_server(const struct kiosk_options *options, struct pairing_code *code)
{
    struct serving serving = {0};
    char url[128];
    bool running = serving_read(command_directory(options->directory), &serving) == PARVIS_OK;
    if (!running && !options->server)
        return command_fail("command.kiosk.no_server", NULL);
    if (running) {
        clock_set_offset(serving.clock_offset_ms); /* the code is over by the server's clock */
        serving_url(&serving, url);
    }
    const char *server = options->server ? options->server : url;
    if (pairing_set_server(code, server) != PARVIS_OK)
        return command_fail("command.kiosk.bad_server", "value", server, NULL);
    if (!code->tls)
        return 0;
    if (options->certificate) {
        if (http_certificate_fingerprint(options->certificate, code->fingerprint) != PARVIS_OK)
            return command_fail("command.kiosk.bad_certificate", "file", options->certificate,
                                NULL);
    } else if (running && serving.tls) {
        memcpy(code->fingerprint, serving.fingerprint, sizeof code->fingerprint);
    } else {
        return command_fail("command.kiosk.no_certificate", NULL);
    }
    return 0;
}

/* The code is in the order then. 0, or the exit status after the reason was said. */
static int save(struct store *store, const struct kiosk_options *options, struct kiosk_add *order)
{
    struct operation_refusal refusal = {0};
    enum parvis_status status = PARVIS_OK;
    snprintf(order->name, sizeof order->name, "%s", options->name);
    if (options->stand)
        status = store_kiosk_find_stand(store, options->stand, &order->stand);
    if (status == PARVIS_NOT_FOUND)
        return command_fail("command.kiosk.no_stand", "code", options->stand, NULL);
    if (status == PARVIS_OK)
        status = command_perform(store, &kiosk_add_form, order, &refusal);
    return status == PARVIS_OK ? 0 : command_refused(status, &refusal);
}

static void say_code(const struct kiosk_options *options, const struct pairing_code *code,
                     const char *text)
{
    char until[6], server[PAIRING_URL_CHARS_MAX + 1];
    clock_format_hhmm(clock_real_ms() + PAIRING_LASTS_MS, until);
    pairing_server(code, server);
    command_say(stdout, "command.kiosk.pair", "name", options->name, "role",
                device_role_name(options->role), "time", until, "server", server, NULL);
    if (!code->tls)
        command_say(stdout, "command.kiosk.pair.plain", NULL);
    printf("%s\n", text);
}

static int show(const struct kiosk_options *options, const struct pairing_code *code)
{
    char text[PAIRING_CHARS_MAX + 1];
    struct qr_code qr;
    pairing_write(code, text);
    enum parvis_status status = qr_code_make(text, &qr);
    if (status != PARVIS_OK)
        return command_failed(status);
    if (options->png)
        status = qr_code_png(&qr, PNG_SCALE, options->png);
    if (status == PARVIS_OK) {
        if (!options->png && isatty(STDOUT_FILENO))
            qr_code_print(&qr, stdout);
        say_code(options, code, text);
    }
    qr_code_clear(&qr);
    sodium_memzero(text, sizeof text);
    return status == PARVIS_OK ? 0 : command_unwritable(options->png);
}

int kiosk_pair(struct store *store, const struct kiosk_options *options)
{
    struct kiosk_add order = {.role = options->role,
                              .shows = options->shows,
                              .language = options->language,
                              .leaving = options->leaving,
                              .replace = true};
    int result = find_server(options, &order.code);
    if (result == 0)
        result = save(store, options, &order);
    if (result == 0)
        result = show(options, &order.code);
    sodium_memzero(&order.code, sizeof order.code);
    return result;
}
