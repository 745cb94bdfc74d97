"""The tabs of the workbench, a module each with `show(sheet)`."""
