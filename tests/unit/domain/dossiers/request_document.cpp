#include <doctest/doctest.h>

#include "domain/dossiers/request_document.hpp"

using namespace myatlas::domain;

TEST_CASE("documents that are asked for and what is said beside them are kept as one text")
{
  const AskedDocuments both{{DocumentUse::quote, DocumentUse::programme}, "not signed: page 2"};
  CHECK(to_text(both) == "quote, programme: not signed: page 2");
  const AskedDocuments read = read_asked_documents(to_text(both));
  CHECK(read.documents == both.documents);
  CHECK(read.comment == both.comment);
  CHECK(to_text(AskedDocuments{{DocumentUse::kbis}, ""}) == "kbis");
  CHECK(to_text(AskedDocuments{{}, "sign it"}) == "sign it");
}

TEST_CASE("what names no document is words alone")
{
  for (const char* text : {"", "sign it", "please: sign it", "quote, drawing: late"}) {
    CHECK(read_asked_documents(text).documents.empty());
    CHECK(read_asked_documents(text).comment == text);
  }
}
