#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/contributions/declaration.hpp"
#include "domain/dossiers/deadline_kind.hpp"
#include "domain/dossiers/funding_request.hpp"

namespace myatlas::domain {

struct Deadline
{
  Date day = Date::of_days(0);
  DeadlineKind kind = DeadlineKind::declare;
  std::string subject;      // number of the dossier or declaration, or SIREN
  std::string label;        // title of the training, name of the company
  Zone zone = Zone::france; // whose public holidays count

  bool is_eve = false; // of the start: a later day would be too late
  std::string company = {}, trainee = {},
              reference = {};      // what else people know it by; empty: not known
  std::string part = {};           // of the dossier: the code of an instalment
  std::optional<Siren> siren = {}; // of that company

  bool is_overdue(Date today) const { return kind != DeadlineKind::open_instalment && day < today; }
  std::string about() const; // part and label, for people
  std::string id() const;    // the same for the same thing, whenever it is asked
  std::optional<Date> next_working_day()
    const; // where the day itself is none: the law's day stays, and offices open on this one
};
using Deadlines = std::vector<Deadline>;

// Days of a dossier that its request does not hold.
struct DossierDates
{
  std::optional<Date> complete; // was sent, or completed since
  std::optional<Date>
    last_invoice; // of its contract: last_day_to_invoice; none when all is invoiced
};

Deadlines deadlines_of(const FundingRequest& request, const DossierDates& dates, Zone zone);

std::optional<Deadline>
deadline_of(const Declaration& declaration); // of one that is a draft or not paid

const char* to_text(DeadlineKind kind);

} // namespace myatlas::domain
