"""Every element of the standard is read or named; every quirk of a program is lived with."""

import pytest

from qualcode.formats.refi import read_qdc, read_qde, read_qdpx
from qualcode.model.exchange import RefiValue
from tests.formats.refi_files import (
    CODES,
    FILE,
    MANAGERS,
    TRUST,
    USER,
    bundle,
    coding,
    guid,
    packed,
    project_file,
    selection,
    text_source,
)

TEXT = b"Trust takes time."
SOURCES = f"<Sources>{text_source(selection(1, 0, 5, 'Trust'))}</Sources>"


def read(*inside, **more):
    return read_qdpx(
        packed(("project.qde", project_file(*inside, **more)), (f"sources/{FILE}.txt", TEXT)),
        "p.qdpx",
    )


def said(problems):
    return [problem.message for problem in problems]


def test_codes_are_a_tree_laid_flat_in_the_files_order():
    tree = (
        f'<CodeBook><Codes><Code guid="{TRUST}" name="Trust" isCodable="0" color="#F0a">'
        f'<Description>What holds</Description><NoteRef targetGUID="{guid(9)}"/>'
        f'<Code guid="{MANAGERS}" name="Managers" isCodable="1" color="teal"/></Code>'
        f'<Code guid="{guid(5)}" name="Last" isCodable="true"/></Codes></CodeBook>'
    )
    notes = f'<Notes><Note guid="{guid(9)}"><PlainTextContent>x</PlainTextContent></Note></Notes>'

    project, problems = read(notes, codes=tree)

    top, below, last = project.codes
    assert (top.colour, top.description, top.codable) == ("#ff00aa", "What holds", False)
    assert top.notes == (guid(9),)
    assert (below.parent, below.colour, below.codable) == (TRUST, None, True)
    assert last.name == "Last"
    assert said(problems) == ["a colour that is none was left out"]


def test_cases_have_values_sources_and_selections():
    kinds = {"Text": " two ", "Boolean": "1", "Integer": "3", "Float": "2.5", "Date": "2026-05-01"}
    variables = "".join(
        f'<Variable guid="{guid(20 + n)}" name="{kind}" typeOfVariable="{kind}"/>'
        for n, kind in enumerate(kinds)
    )
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{guid(20 + n)}"/><{k}Value>{v}</{k}Value>'
        "</VariableValue>"
        for n, (k, v) in enumerate(kinds.items())
    )
    absent = f'<VariableValue><VariableRef targetGUID="{guid(20)}"/></VariableValue>'
    case = (
        f'<Cases><Case guid="{guid(7)}" name="P01"><CodeRef targetGUID="{TRUST}"/>'
        f'{values}{absent}<SourceRef targetGUID="{guid(100)}"/>'
        f'<SelectionRef targetGUID="{guid(1)}"/></Case></Cases>'
    )

    project, problems = read(f"<Variables>{variables}</Variables>", case, SOURCES)

    assert problems == []
    [case] = project.cases
    assert [(v.value, v.kind) for v in case.values] == [
        (" two ", "Text"),
        ("true", "Boolean"),
        ("3", "Integer"),
        ("2.5", "Float"),
        ("2026-05-01", "Date"),
        (None, "Text"),
    ]
    assert case.values[-1] == RefiValue(guid(20), None)
    assert (case.codes, case.sources, case.selections) == ((TRUST,), (guid(100),), (guid(1),))


def test_a_reference_to_what_the_file_lacks_is_counted_and_left_out():
    case = (
        f'<Cases><Case guid="{guid(7)}"><SourceRef targetGUID="{guid(99)}"/>'
        f'<SourceRef targetGUID="{guid(100)}"/></Case></Cases>'
    )

    project, problems = read(case, SOURCES)

    assert project.cases[0].sources == (guid(100),)
    assert said(problems) == ["1 reference to a source that the file does not have left out"]


def test_guids_compare_without_braces_and_case():
    who = f'creatingUser="{{{USER.upper()}}}"'
    marks = f'<Coding guid="{guid(30)}" {who}><CodeRef targetGUID="{{{TRUST.upper()}}}"/></Coding>'
    file = f"internal://{FILE.upper()}.TXT"

    project, problems = read(
        f"<Sources>{text_source(selection(1, 0, 5, 'Trust', marks), path=file)}</Sources>"
    )

    assert problems == []
    [made] = project.sources[0].selections[0].codings
    assert (made.code, made.user) == (TRUST, USER)


@pytest.mark.parametrize("folder", ["sources", "Sources", "SOURCES"])
def test_the_folder_of_texts_is_found_in_any_case(folder):
    project, problems = read_qdpx(
        bundle(TEXT, selection(1, 0, 5, "Trust"), folder=folder, extra=[("Sources/.root", "")]),
        "p.qdpx",
    )

    assert problems == []
    assert project.sources[0].text == TEXT.decode()


def test_a_project_file_named_after_the_project_is_found():
    data = packed(("My study.qde", project_file(SOURCES)), (f"sources/{FILE}.txt", TEXT))

    project, problems = read_qdpx(data, "p.qdpx")

    assert problems == []
    assert len(project.codes) == 2


def test_a_path_without_its_beginning_is_found_by_its_file():
    source = f"<Sources>{text_source(path='sources/Interview%201.txt')}</Sources>"
    data = packed(("project.qde", project_file(source)), ("sources/Interview 1.txt", TEXT))

    project, problems = read_qdpx(data, "p.qdpx")

    assert problems == []
    assert project.sources[0].text == TEXT.decode()


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:project:0:10", "urn:QDA-XML:project:0.4"])
def test_an_older_draft_is_read_with_a_warning(namespace):
    project, problems = read(SOURCES, namespace=namespace)

    assert "older draft" in said(problems)[0]
    assert len(project.sources[0].selections) == 1


def test_a_selection_without_codings_stays_a_mark():
    mark = selection(1, 0, 5, "Trust", "<Description>look again</Description>")

    project, problems = read(f"<Sources>{text_source(mark)}</Sources>")

    assert problems == []
    [one] = project.sources[0].selections
    assert (one.codings, one.description) == ((), "look again")


def test_a_coding_of_a_whole_source_and_its_notes_are_read():
    whole = coding(40, creatingUser=USER, creationDateTime="2026-05-01T10:00:00+01:00")
    notes = (
        f'<Notes><Note guid="{guid(9)}" name="n" creatingUser="{USER}">'
        f"<PlainTextContent>Ask again.</PlainTextContent></Note></Notes>"
    )

    project, problems = read(
        f'<Sources>{text_source(whole, f"""<NoteRef targetGUID="{guid(9)}"/>""")}</Sources>',
        notes,
        f'<NoteRef targetGUID="{guid(9)}"/>',
    )

    assert problems == []
    [made] = project.sources[0].codings
    assert made.time == "2026-05-01T09:00:00.000000+00:00"
    assert project.notes[0].text == "Ask again."
    assert project.hooks() == {guid(9): (("project", ""), ("source", guid(100)))}


def test_a_notes_text_may_stand_in_a_file():
    notes = f'<Notes><Note guid="{guid(9)}" plainTextPath="internal://{FILE}.txt"/></Notes>'

    project, problems = read(notes)

    assert problems == []
    assert project.notes[0].text == TEXT.decode()


def test_a_pdfs_text_is_read_in_its_place_and_its_areas_are_named():
    pdf = (
        f'<PDFSource guid="{guid(50)}" name="Report.pdf" path="internal://x.pdf">'
        f'<PDFSelection guid="{guid(51)}" page="1" firstX="1" firstY="1" secondX="2" secondY="2">'
        f"{coding(52)}</PDFSelection>"
        f'<PDFSelection guid="{guid(53)}" page="1" firstX="1" firstY="1" secondX="2" secondY="2">'
        f"{coding(54)}</PDFSelection>"
        f'<Representation guid="{guid(55)}" plainTextPath="internal://{FILE}.txt">'
        f"{selection(51, 0, 5, 'Trust')}</Representation>{coding(56)}</PDFSource>"
    )

    project, problems = read(f"<Sources>{pdf}</Sources>")

    assert problems == []
    [source] = project.sources
    assert (source.guid, source.name, source.kind) == (guid(50), "Report.pdf", "pdf")
    assert len(source.selections) == len(source.codings) == 1
    # The second area has no stretch of the text to stand on.
    assert project.others[0].codings == 1
    assert [str(loss) for loss in project.losses] == [
        "the sources: 1 PDF (its text is read) left out",
        "the sources: 2 selections on PDFs left out",
        "the sources: 1 coding on a PDF left out",
    ]


def test_a_transcripts_selections_are_found_by_their_points_of_time():
    film = (
        f'<VideoSource guid="{guid(50)}" name="Talk.mp4"><Transcript guid="{guid(51)}"'
        f' plainTextPath="internal://{FILE}.txt"><SyncPoint guid="{guid(52)}" position="6"/>'
        f'<SyncPoint guid="{guid(53)}" position="11"/><TranscriptSelection guid="{guid(54)}"'
        f' fromSyncPoint="{guid(52)}" toSyncPoint="{guid(53)}">{coding(55)}</TranscriptSelection>'
        "</Transcript></VideoSource>"
    )

    project, problems = read(f"<Sources>{film}</Sources>")

    assert problems == []
    [source] = project.sources
    [one] = source.selections
    assert source.kind == "video"
    assert source.text[one.span.start : one.span.end] == "takes"
    assert "the sources: 2 time marks of recordings left out" in map(str, project.losses)


def test_an_element_the_standard_does_not_know_is_named_and_passed_over():
    odd = '<Memos><Description>x</Description></Memos><x:Y xmlns:x="urn:other"/>'

    project, problems = read(odd, SOURCES)

    assert problems == []
    assert len(project.sources) == 1
    assert [str(loss) for loss in project.losses] == [
        "the project: 1 element 'Memos', which stands where the standard knows none, left out",
        "the project: 1 element 'Y', which stands where the standard knows none, left out",
    ]


def test_a_codes_guid_taken_twice_keeps_the_first():
    twice = CODES.replace(MANAGERS, TRUST)

    project, problems = read(codes=twice)

    assert [code.name for code in project.codes] == ["Trust"]
    assert said(problems) == ["a code left out: its guid was taken already"]


def test_a_person_who_is_not_listed_is_reported_once_with_a_count():
    marks = "".join(
        selection(n, 0, 5, "Trust", coding(n + 20, creatingUser=guid(77))) for n in (1, 2)
    )

    project, problems = read(f"<Sources>{text_source(marks)}</Sources>")

    assert [one.codings[0].user for one in project.sources[0].selections] == ["", ""]
    assert said(problems) == ["2 references to a person that the file does not have left out"]


def test_hundreds_of_faults_are_counted_past_two_hundred():
    marks = "".join(selection(n, 90, 95) for n in range(300))

    _, problems = read(f"<Sources>{text_source(marks)}</Sources>")

    assert len(problems) == 201
    assert "100 more problems of such kinds" in said(problems)


def test_a_project_file_alone_gives_its_inline_texts():
    inline = text_source(
        f"<PlainTextContent>{TEXT.decode()}</PlainTextContent>", selection(1, 6, 11, "takes")
    ).replace(f' plainTextPath="internal://{FILE}.txt"', "")

    project, problems = read_qde(project_file(f"<Sources>{inline}</Sources>").encode(), "p.qde")

    assert problems == []
    assert len(project.sources[0].selections) == 1


def test_a_codebook_with_a_byte_order_mark_an_empty_set_list_and_sets_is_read():
    book = (
        '\ufeff<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Test"><Codes>'
        f'<Code guid="{TRUST}" name="Trust" isCodable="true"/></Codes><Sets>'
        f'<Set guid="{guid(60)}" name="Ours"><MemberCode guid="{TRUST}"/></Set></Sets></CodeBook>'
    )

    project, problems = read_qdc(book.encode(), "b.qdc")
    empty, none = read_qdc(b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Sets/></CodeBook>', "b")

    assert problems == none == []
    assert project.sets[0].codes == (TRUST,)
    assert empty.codes == ()


def test_a_project_is_no_codebook():
    project, [problem] = read_qdc(project_file().encode(), "b.qdc")

    assert project is None
    assert "holds a project" in problem.message
