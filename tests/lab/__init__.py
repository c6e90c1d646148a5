"""Faults with real drivers, injected in a guest under QEMU.

The guest runs Debian's own kernel, with its drivers for an emulated camera, sound card, network card and Wi-Fi, on this
computer's file system (read only). No image has to be built, and the program is the one in this checkout.
"""
