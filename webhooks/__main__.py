"""`python -m webhooks` is `wayside`."""

from webhooks.command import main

main(prog_name="wayside")
