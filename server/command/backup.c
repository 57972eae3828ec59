/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis backup: a consistent copy while the server runs. */
#include <getopt.h>

#include "command.h"

int command_backup(int argc, char **argv)
{
    const char *directory;
    int result = command_read_data(argc, argv, 1, &directory);
    if (result != -1)
        return result;
    const char *path = argv[optind];
    struct store *store = command_open(directory);
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
