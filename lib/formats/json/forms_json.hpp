#pragma once

#include <string_view>
#include <vector>

#include "domain/account/registration_form.hpp"
#include "domain/contributions/pay_form.hpp"
#include "domain/dossiers/request_form.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// Forms as JSON files (schemas/registration.v1.json, funding-request.v1.json). Numbers and strings
// are both taken where a figure is meant. Fail as parse_json does, or with json.member_unknown
// (name), json.member_misspelt (name, nearest), json.member_type (name).
util::Result<domain::RegistrationForm> read_registration(std::string_view text);
util::Result<domain::RequestForm> read_request(std::string_view text);

// The pay of one employer, or of each of "employers" (schemas/payrolls.v1.json); json.empty_list
// (name).
util::Result<std::vector<domain::PayrollForm>> read_payrolls(std::string_view text);

} // namespace myatlas::formats
