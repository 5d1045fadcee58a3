#pragma once

#include "domain/dossiers/request_form.hpp"
#include "session.hpp"

namespace myatlas::cli {

// What a person answers: the request, and whether it is to be sent or kept as a draft.
struct AskedRequest
{
  domain::RequestForm form;
  bool draft = false;
};

// Asks for a whole request, with the establishments and employees of the account to choose from.
// Fails with usage.prompt when the answers end, and establishment.none when the account has no
// establishment.
Result<AskedRequest> ask_request(Session& session);

} // namespace myatlas::cli
