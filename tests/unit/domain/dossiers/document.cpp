#include <doctest/doctest.h>

#include "domain/dossiers/document.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("a document is what its bytes say")
{
  CHECK(*document_kind("a.PDF", "%PDF-1.7") == DocumentKind::pdf);
  CHECK(*document_kind("a.jpeg", "\xff\xd8\xff\xe0") == DocumentKind::jpeg);
  CHECK(*document_kind("a.png", "\x89PNG\r\n\x1a\n...") == DocumentKind::png);
  CHECK(*document_kind("a.xml", "\xef\xbb\xbf<?xml version='1.0'?>") == DocumentKind::xml);
  CHECK(document_kind("a.pdf", "MZ").error().code == "document.kind");
  CHECK(document_kind("a.xml", "<html>").error().code == "document.kind");
  CHECK(document_kind("a.exe", "%PDF-1.7").error().code == "document.extension");
  CHECK(document_kind("a.pdf", "").error().code == "document.empty");
}
