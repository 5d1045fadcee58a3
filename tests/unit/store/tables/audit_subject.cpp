#include <doctest/doctest.h>

#include "store/tables/audit_subject.hpp"

using namespace myatlas::store;

TEST_CASE("a subject of the audit reads as the rows that are there")
{
  CHECK(to_text({AuditKind::establishment, "73282932000074"}) == "establishment 73282932000074");
  CHECK(to_text({AuditKind::declaration, "C2025-0000001"}) == "declaration:C2025-0000001");
  CHECK(to_text({AuditKind::employee, "732829320"}) == "employee of 732829320");
  CHECK(to_text({AuditKind::login_attempt, "a1"}) == "login attempt of account a1");
  CHECK(to_text({AuditKind::login_attempt}) == "login attempt");
  CHECK(to_text({AuditKind::mail}) == "mail");
}
