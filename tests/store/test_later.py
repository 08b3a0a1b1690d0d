"""Work in a thread: its result, its fault, and no end before it has ended."""

from __future__ import annotations

import signal
import threading

import pytest

from logbook.store.later import Later, alongside


def test_both_are_done_and_the_result_is_given() -> None:
    done: list[str] = []

    assert alongside(lambda: done.append("meanwhile"), int, "7") == 7
    assert done == ["meanwhile"]


def test_a_fault_is_raised_where_the_result_is_asked_for() -> None:
    with pytest.raises(ZeroDivisionError):
        Later(divmod, 1, 0).result()


def test_where_no_thread_is_to_be_had_it_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    assert Later(divmod, 7, 2).result() == (3, 1)
    with pytest.raises(ZeroDivisionError):
        Later(divmod, 1, 0).result()


def test_ctrl_c_waits_until_the_work_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    waited_for, pressed, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        assert waited_for.wait(60)
        # One that comes just before the main thread waits is only seen at the next.
        for _ in range(600):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
            if pressed.wait(0.1):
                break
        ended.set()

    def press(*_: object) -> None:
        pressed.set()
        raise KeyboardInterrupt

    later = Later(work)
    wait = later._ended.wait
    monkeypatch.setattr(later._ended, "wait", lambda: (waited_for.set(), wait()))
    before = signal.signal(signal.SIGINT, press)
    try:
        with pytest.raises(KeyboardInterrupt):
            later.result()
    finally:
        signal.signal(signal.SIGINT, before)

    assert ended.is_set()
