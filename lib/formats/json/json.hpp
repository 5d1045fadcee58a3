#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "util/result.hpp"

// Compiled once, in json.cpp: every source that speaks JSON would compile it again.
extern template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace myatlas::formats {

// Members in the order they were written, so that the same answer is the same bytes.
using Json = nlohmann::ordered_json;

// An empty text is one that is not there.
Json text_or_null(const std::string& text);

// How JSON leaves the program: no character in it drives a terminal, and bytes that are no UTF-8,
// out of a damaged store, become a mark of it.
std::string json_text(const Json& json, int indent = -1);

constexpr std::size_t k_most_json_bytes = 16U * 1024 * 1024;
constexpr int k_most_json_depth = 32;
constexpr std::size_t k_most_json_members = 256; // of one object: as many as a table has columns

// Reads one document. Refuses, naming the place, what is not JSON (json.syntax: reason), a member
// given twice (json.twice: name), more than 256 members in one object (json.members), 32 levels
// (json.deep) or 16 MiB (json.large).
util::Result<Json> parse_json(std::string_view text);

} // namespace myatlas::formats
