/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis-kiosk: the door and the hall's screen. */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "config.h"
#include "enrol.h"
#include "identity.h"
#include "kiosk.h"
#include "output.h"
#include "parvis/log.h"
#include "parvis/notify.h"
#include "stop_signals.h"

static enum parvis_status open_output(const struct config *config, struct output **ret_output)
{
    if (strcmp(config->output, "window") == 0)
        return output_window_new(config->width, config->height, ret_output);
    if (strcmp(config->output, "drm") == 0)
        return output_drm_new("/dev/dri/card0", config->turned, ret_output);
    if (strncmp(config->output, "drm:", 4) == 0)
        return output_drm_new(config->output + 4, config->turned, ret_output);
    if (strncmp(config->output, "png:", 4) == 0)
        return output_png_new(config->output + 4, config->width, config->height, config->turned,
                              ret_output);
    return PARVIS_INVALID;
}

/* parvis-kiosk run: waits for a pairing code, then works as the server says; when the token is
 * revoked, waits for a new code. */
static int run(struct config *config, struct output *output)
{
    struct identity identity;
    for (;;) {
        enum parvis_status status = identity_load(config->state, &identity);
        if (status == PARVIS_CORRUPT) /* a new code writes a new one */
            log_error("kiosk", "%s/identity.json cannot be read", config->state);
        int result = status == PARVIS_OK ? -1 : enrol_run(config, output, &identity);
        if (result >= 0)
            return result;
        identity_apply(&identity, config);
        config->identity = &identity;
        result = kiosk_run(config, output);
        config->identity = NULL;
        if (result == KIOSK_REVOKED)
            identity_forget(config->state);
        sodium_memzero(&identity, sizeof identity);
        sodium_memzero(config->token, sizeof config->token);
        if (result >= 0)
            return result;
    }
}

int main(int argc, char **argv)
{
    struct config config;
    struct output *output = NULL;
    signal(SIGPIPE, SIG_IGN);
    stop_signals_hold();
    if (sodium_init() < 0)
        return 1;
    int result = config_read(&config, argc, argv);
    if (result >= 0)
        return result;
    if (open_output(&config, &output) != PARVIS_OK) {
        fprintf(stderr, "parvis-kiosk: %s\n",
                text_label(text_language_from_environment(), "kiosk.error.output"));
        return 1;
    }
    notify_service_manager("READY=1");
    do
        result = config.run ? run(&config, output) : kiosk_run(&config, output);
    while (result == KIOSK_AGAIN);
    output->operations->free(output);
    return result;
}
