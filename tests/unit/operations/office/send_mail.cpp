#include "operations/office/send_mail.hpp"

#include <doctest/doctest.h>

using namespace myatlas;
using texts::Status;

TEST_CASE(
  "what a run of mails came to: settings first, then those that wait, then those that failed")
{
  CHECK(operations::status_of(operations::Delivery{}) == Status::done);
  CHECK(operations::status_of({.delivered = 1, .deferred = 0, .failed = 1, .problems = {}}) ==
        Status::negative);
  CHECK(operations::status_of({.delivered = 0, .deferred = 1, .failed = 1, .problems = {}}) ==
        Status::try_again);
  const util::Errors of_settings = {{"settings.mail_from", {"x"}}};
  CHECK(
    operations::status_of({.delivered = 0, .deferred = 1, .failed = 0, .problems = of_settings}) ==
    Status::settings);
}

TEST_CASE("a store that is not there is waited for, but for the first time")
{
  const util::Errors missing = {{"store.missing", {"a"}}}, damaged = {{"store.corrupt", {"a"}}};
  CHECK(operations::passes(missing));
  CHECK_FALSE(operations::passes_at_first(missing));
  CHECK_FALSE(operations::passes(damaged));
}
