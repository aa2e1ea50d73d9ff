"""What is written on standard error: that something broke, what kind of fault and where, never what was in hand."""

import logging
import traceback


class Frugal(logging.Formatter):
    """One line for each event. Of Django's own only the route: its messages and every exception's text hold values."""

    def format(self, record: logging.LogRecord) -> str:
        parts = [self.formatTime(record), record.levelname, record.name, self._said(record)]
        if record.exc_info and record.exc_info[0]:
            parts += [record.exc_info[0].__name__, self._where(record.exc_info)]
        return " ".join(part for part in parts if part)

    def _said(self, record: logging.LogRecord) -> str:
        if not record.name.startswith("django"):
            return record.getMessage()
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        return match.route if match else ""

    def _where(self, exc_info: "logging._SysExcInfoType") -> str:
        frames = traceback.extract_tb(exc_info[2])[-3:]
        return "at " + " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
