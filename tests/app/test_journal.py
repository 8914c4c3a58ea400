"""The Journal page: memos on anything, shown as written, newest first."""

from tests.app.conftest import pressed, words


def test_a_memo_on_the_study_is_kept_under_the_acting_name(project, shown):
    app = shown("journal")
    app.text_area[0].input("*Hunch*: thresholds & <b>trust</b>").run()
    pressed(app, "memo-save")

    [memo] = project.memos()
    assert (memo.text, memo.author, memo.about) == (
        "*Hunch*: thresholds & <b>trust</b>",
        "mk",
        "study",
    )
    assert "*Hunch*: thresholds &amp; &lt;b&gt;trust&lt;/b&gt;" in words(app)
    assert app.text_area[0].value == ""


def test_a_memo_on_a_code_or_an_interview_says_which(project, shown, interview):
    app = shown("journal")
    app.radio(key="memo-kind").set_value("code").run()
    app.selectbox(key="memo-code").select("code 8.a").run()
    app.text_area[0].input("too wide?").run()
    pressed(app, "memo-save")
    app.radio(key="memo-kind").set_value("transcript").run()
    app.selectbox(key="memo-transcript").select(f"transcript {interview}").run()
    app.text_area[0].input("noisy room").run()
    pressed(app, "memo-save")

    assert [m.about for m in project.memos()] == [f"transcript {interview}", "code 8.a"]


def test_without_saying_about_what_or_without_words_nothing_is_kept(project, shown):
    app = pressed(shown("journal"), "memo-save")
    assert "The memo is empty" in words(app)

    app.radio(key="memo-kind").set_value("code").run()
    app.text_area[0].input("which?").run()
    pressed(app, "memo-save")
    assert "Choose what" in words(app)
    assert project.memos() == []


def test_the_list_is_filtered_by_kind_and_words(project, shown):
    project.add_memo("one about trust")
    project.add_memo("two about trust", "code 8.a")
    project.add_memo("three about cash", "code 8.a")
    app = shown("journal")
    assert words(app).index("three") < words(app).index("two") < words(app).index("one")

    app.selectbox(key="memo-shown").select("code").run()
    app.text_input(key="memo-words").input("TRUST").run()

    assert "two about trust" in words(app)
    assert "one about trust" not in words(app)
    assert "three about cash" not in words(app)
    assert "1 memo of 3" in words(app)


def test_a_reflexive_study_is_asked_questions_and_others_are_not(project, shown):
    assert not shown("journal").expander
    project.set_profile("reflexive")

    [box] = shown("journal").expander
    assert "surprised" in box.markdown[0].value


def test_a_memo_can_be_about_a_written_theme(project, shown):
    theme = project.add_theme("Thresholds *divide*.")
    app = shown("journal")
    app.radio(key="memo-kind").set_value("theme").run()
    app.selectbox(key="memo-theme").select(f"theme {theme.id}").run()
    app.text_area[0].input("Is it so in every borough?").run()
    pressed(app, "memo-save")

    assert [m.about for m in project.memos()] == [f"theme {theme.id}"]
    assert "Theme: Thresholds *divide*." in words(app)
    project.drop_theme(theme.id)
    assert "A theme that was dropped" in words(shown("journal"))
