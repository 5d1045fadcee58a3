#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "store/documents.hpp"

// Where the documents of a store on a server are, as the setting `documents` says it.
namespace myatlas::store {

inline constexpr const char* k_documents_on_server = "server";

// "server" (its database), "dir:/srv/documents", "s3://bucket/prefix".
struct DocumentPlace
{
  std::string name = k_documents_on_server; // as it is remembered
  std::filesystem::path folder = {};        // of "dir:"
  std::string bucket = {}, prefix = {};     // of "s3:"; a prefix ends with "/", or is empty

  bool is_apart() const { return name != k_documents_on_server; }

  // None for what is none of them. A folder is a whole path; a bucket is named as Amazon has it, a
  // prefix by letters, digits and -_. between single slashes.
  static std::optional<DocumentPlace> parse(const std::string& text);
};

// The place, and how the documents in it are reached, where they are apart. Nothing is asked of it
// before it is used.
struct DocumentsThere
{
  DocumentPlace place = {};
  std::function<std::unique_ptr<DocumentsApart>()> reach = {};
};

} // namespace myatlas::store
