# SPDX-License-Identifier: Apache-2.0
"""What is published, harvested by a harvester that others made."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import BadResumptionToken, IdDoesNotExist, NoRecordsMatch, OAIError

from shelf import Shelf, eventually

NAMES = {
    "o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/",
    "t": "http://purl.org/dc/terms/", "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
# More than a page of one set.
COUNT = 110


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory):
    shelf = Shelf(tmp_path_factory.mktemp("oai"), builds=False)

    def finish(place: int) -> str:
        tags = ["Communs", "Été"] if place % 40 == 0 else ["Communs"]
        return shelf.finish(f"# Texte {place}\n", tags=tags)
    # The first makes the owner known.
    pads = [finish(0)]
    with ThreadPoolExecutor(8) as threads:
        pads += threads.map(finish, range(1, COUNT))
    odd = shelf.finish("# </dc:title>&\u0001 \U0001d11e", tags=["]]>", "日本"], description="<x/>\n\"é\"")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(shelf.publish, [*pads, odd]))
    for pad in pads[:3]:
        shelf.withdraw(pad)
    shelf.restart("--kb")
    shelf.oai = Sickle(f"{shelf.server.url}/oai", max_retries=3, timeout=30)

    def all_there() -> bool:
        records = list(shelf.oai.ListIdentifiers(metadataPrefix="oai_dc"))
        return len(records) == COUNT + 1 and sum(record.deleted for record in records) == 3
    assert eventually(all_there)
    yield shelf
    shelf.server.kill()


def test_it_says_what_it_is(shelf):
    identity = shelf.oai.Identify()
    assert identity.protocolVersion == "2.0" and identity.deletedRecord == "persistent"
    assert identity.baseURL == f"{shelf.server.url}/oai"
    assert identity.granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert {form.metadataPrefix for form in shelf.oai.ListMetadataFormats()} == {"oai_dc", "qdc"}


@pytest.mark.parametrize("form", ["oai_dc", "qdc"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_set_is_harvested_to_its_end(shelf, form, method):
    oai = Sickle(f"{shelf.server.url}/oai", http_method=method, timeout=30)
    sets = {one.setSpec: one.setName for one in oai.ListSets()}
    assert sets["tag:communs"] == "Communs" and sets["tag:ete"] == "Été" and sets["tag"] == "Tags"
    assert {"日本", "]]>"} < set(sets.values())
    found = {}
    for spec in sets:
        records = list(oai.ListRecords(metadataPrefix=form, set=spec))
        names = [record.header.identifier for record in records]
        assert len(names) == len(set(names))
        assert sum(record.deleted for record in records) == 3
        found[spec] = {record.header.identifier for record in records if not record.deleted}
        for record in records:
            assert record.deleted or spec == "tag" or spec in record.header.setSpecs
    assert len(found["tag:communs"]) == COUNT - 3 and len(found["tag:ete"]) == 2
    assert len(found["tag"]) == COUNT - 2


def test_tokens_tell_how_far_it_came(shelf):
    items = shelf.oai.ListRecords(metadataPrefix="oai_dc")
    cursors = []
    for _ in items:
        token = items.resumption_token
        if token and token.cursor not in cursors:
            assert token.complete_list_size == str(COUNT + 1)
            cursors.append(token.cursor)
    assert cursors == ["0", "100"]


def test_records_say_what_is_known(shelf):
    odd = next(r for r in shelf.oai.ListRecords(metadataPrefix="qdc") if not r.deleted and "tag:x" in str(r.header.setSpecs))
    again = shelf.oai.GetRecord(identifier=odd.header.identifier, metadataPrefix="oai_dc")
    assert again.metadata["title"][0].startswith("</dc:title>&") and "\U0001d11e" in again.metadata["title"][0]
    assert again.metadata["description"] == ['<x/>\n"é"'] and again.metadata["type"] == ["Text"]
    assert set(again.metadata["subject"]) == {"]]>", "日本"}
    assert odd.xml.xpath("string(.//t:issued/@xsi:type)", namespaces=NAMES) == "dcterms:W3CDTF"


def test_what_is_not_there_is_told_in_the_standards_words(shelf):
    gone = next(r for r in shelf.oai.ListIdentifiers(metadataPrefix="oai_dc") if r.deleted)
    assert shelf.oai.GetRecord(identifier=gone.identifier, metadataPrefix="oai_dc").deleted
    with pytest.raises(OAIError, match="withdrawn"):
        list(shelf.oai.ListMetadataFormats(identifier=gone.identifier))
    with pytest.raises(IdDoesNotExist):
        shelf.oai.GetRecord(identifier="oai:x:y/1", metadataPrefix="oai_dc")
    with pytest.raises(NoRecordsMatch):
        list(shelf.oai.ListRecords(metadataPrefix="oai_dc", until="1999-12-31"))
    with pytest.raises(BadResumptionToken):
        list(shelf.oai.ListRecords(resumptionToken="x"))


@pytest.mark.parametrize("query", [
    "", "verb=%3Cscript%3E", "verb=GetRecord&identifier=%22%26%3C%01%F0%9D%84%9E&metadataPrefix=oai_dc",
    "verb=ListRecords&verb=ListRecords", "verb=Identify&x=%00", "verb=ListRecords&resumptionToken=" + "%2C" * 3000,
])
def test_any_question_has_a_well_formed_answer(shelf, query):
    for method, arguments in (("GET", {"params": query}), ("POST", {"data": query})):
        answer = requests.request(method, f"{shelf.server.url}/oai", timeout=30, **arguments,
                                  headers={"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status_code in (413, 414, 431):
            continue
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/xml; charset=utf-8"
        root = etree.fromstring(answer.content)
        assert root.tag == "{%s}OAI-PMH" % NAMES["o"]
        assert root.xpath("count(o:error)", namespaces=NAMES) == 1
