/* parvis backup: a consistent copy while the server runs. */
#include <getopt.h>

#include "command.h"

int command_backup(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    const char *directory = NULL;
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'd')
            directory = optarg;
        else
            return option == 'h' ? command_help("backup") : command_misused("backup");
    }
    if (optind != argc - 1)
        return command_misused("backup");
    const char *path = argv[optind];
    struct store *store = command_open(command_directory(directory));
    if (!store)
        return 1;
    enum parvis_status status = store_backup(store, path);
    store_close(store);
    if (status == PARVIS_CONFLICT)
        return command_fail("command.backup.exists", "file", path, NULL);
    if (status == PARVIS_BUSY || status == PARVIS_CORRUPT || status == PARVIS_NO_MEMORY)
        return command_failed(status);
    if (status != PARVIS_OK)
        return command_unwritable(path);
    command_say(stdout, "command.backup.done", "file", path, NULL);
    return 0;
}
