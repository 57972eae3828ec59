/* Parts of the kiosk that are loaded when they are needed, so that a kiosk without a camera or a
 * printer does not carry their libraries. */
#ifndef PARVIS_KIOSK_MODULE_H
#define PARVIS_KIOSK_MODULE_H

/* Loads a module ("parvis-camera.so"), which lies beside the program in a build and in
 * ../lib/parvis once installed. It stays until the process ends. NULL: the log says why. */
void *module_load(const char *file);

#endif
