/* parvis-kiosk: the door and the hall's screen. */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "config.h"
#include "kiosk.h"
#include "output.h"

static enum parvis_status open_output(const struct config *config, struct output **ret_output)
{
    if (strcmp(config->output, "window") == 0)
        return output_window_new(config->width, config->height, ret_output);
    if (strcmp(config->output, "drm") == 0)
        return output_drm_new("/dev/dri/card0", ret_output);
    if (strncmp(config->output, "drm:", 4) == 0)
        return output_drm_new(config->output + 4, ret_output);
    if (strncmp(config->output, "png:", 4) == 0)
        return output_png_new(config->output + 4, config->width, config->height, ret_output);
    return PARVIS_INVALID;
}

static void on_stop(int number)
{
    (void)number;
    kiosk_stop();
}

int main(int argc, char **argv)
{
    struct config config;
    struct output *output = NULL;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, on_stop);
    signal(SIGINT, on_stop);
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
    result = kiosk_run(&config, output);
    output->operations->free(output);
    return result;
}
