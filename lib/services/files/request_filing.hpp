#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/request_edit.hpp"
#include "formats/json/json_records.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

using domain::FundingRequest;
using domain::RequestEvent;
using formats::RequestRow;

using KnownRequest = std::optional<FundingRequest>;

// What a row does to its dossier.
struct Filing
{
  const RequestRow& row;
  KnownRequest known;
  FundingRequest request; // as the row has it
  std::optional<RequestEvent> event = {};

  bool sends() const { return event == RequestEvent::submit; }
};

// Whether a row says of its dossier what is there.
inline bool says_the_same(const FundingRequest& known, const FundingRequest& request)
{
  return known == request || formats::audit_text(known) == formats::audit_text(request);
}

// What a row does to a dossier that is there; nothing when it says what is there.
inline std::optional<RequestEvent> event_on(const FundingRequest& known,
                                            const FundingRequest& request, bool draft)
{
  if (known.state == domain::RequestState::brouillon && !draft) {
    return RequestEvent::submit;
  }
  return says_the_same(known, request) ? std::nullopt : std::optional(RequestEvent::edit);
}

inline std::optional<RequestEvent> event_of(const FundingRequest& request, bool draft,
                                            const KnownRequest& known)
{
  if (known) {
    return event_on(*known, request, draft);
  }
  return draft ? RequestEvent::create_draft : RequestEvent::submit;
}

// Who stays stays as recorded: that an employee of this name was entered since is no change of the
// dossier.
inline void keep_recorded(const std::vector<domain::Trainee>& before,
                          std::vector<domain::Trainee>& trainees)
{
  for (domain::Trainee& trainee : trainees) {
    if (const auto* same = util::find_by(before, trainee.name, &domain::Trainee::name)) {
      trainee.employee = same->employee;
    }
  }
}

// Which members an edit changes, as a history keeps them.
inline std::string changed_by(const Filing& filing)
{
  return filing.known && filing.event == RequestEvent::edit
           ? domain::joined(domain::changed_members(*filing.known, filing.request))
           : "";
}

} // namespace myatlas::services
