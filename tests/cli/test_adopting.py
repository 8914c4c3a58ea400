"""`qualcode import-coded`: a list of coded segments from another program."""


def test_a_list_and_its_codes_come_in_with_what_was_left_out(study):
    study.write("codes.csv", "code,frequency\nKnowing,2\n")
    study.write(
        "segments.csv",
        "document name,code,segment\ntalk,Knowing,We know who to ring.\ntalk,Knowing,Not said\n",
    )
    ran = study("import-coded", "segments.csv", "--code-system", "codes.csv")

    assert "codes.csv: codebook, 1 code\n" in ran.stderr
    assert "segments.csv: codings, 1 coding\n" in ran.stderr
    assert "its words do not stand in talk" in ran.stderr
    assert "Not said" not in ran.stderr
    assert [c["code"] for c in study.rows("codings")] == ["1"]


def test_an_unknown_code_is_refused_with_its_row(study):
    study.write("segments.csv", "document,code,segment\ntalk,Nope,who to ring\n")
    ran = study("import-coded", "segments.csv", status=1)

    assert "line 2" in ran.stderr
    assert "Nope" in ran.stderr
