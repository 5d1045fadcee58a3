#include <doctest/doctest.h>

#include "formats/einvoice/pdf_attachment.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("a PDF is refused alike in a process of its own and in this one")
{
  for (const char* pdf :
       {"%PDF-1.4\n", "%PDF-1.4\n1 0 obj<</Names 1 0 R>>endobj\ntrailer<</Root 1 0 R>>\n", ""}) {
    CAPTURE(pdf);
    const auto bounded = invoice_xml_in(pdf), unbounded = unbounded_invoice_xml_in(pdf);
    REQUIRE(!bounded);
    REQUIRE(!unbounded);
    CHECK(bounded.error().code == unbounded.error().code);
    CHECK(bounded.error().code != "pdf.costly");
  }
}
