package config

import (
	"bytes"
	"encoding/json"

	"moat/analyzer/rule"
)

// switches are the words that say how a rule is taken. "off" leaves it out;
// "on" takes it with the severity of the catalogue.
func switches() []string {
	return []string{"off", "on", string(rule.Note), string(rule.Warning), string(rule.Error)}
}

func text(about string, f form) shape { return shape{about: about, kind: kindText, form: f} }

func words(about string, words ...string) shape {
	return shape{about: about, kind: kindText, words: words}
}

func list(about string, item shape) shape { return shape{about: about, kind: kindList, item: &item} }

func flag(about string) shape { return shape{about: about, kind: kindFlag} }

func number(about string, from, to int) shape {
	return shape{about: about, kind: kindNumber, min: from, max: to}
}

// root is the shape of the whole file.
func root() shape {
	onOff := words("off, on, or a severity in place of the catalogue's", switches()...)
	ruleShape := shape{about: "how a rule is taken", either: []shape{
		onOff,
		{kind: kindObject, fields: []field{
			{name: "severity", shape: onOff},
			{name: "suppressible", shape: flag("false: no comment and no entry of suppress can hide its findings")},
		}},
	}}
	params := text("a parameter file", pathForm())
	scope := words("which resources the rules about dependent services look at", string(rule.ScopeAuto), string(rule.ScopeAgent), string(rule.ScopeAll))
	thresholds := shape{about: "numbers that rules judge by", kind: kindObject, fields: []field{
		{name: "agentSubnetPrefix", shape: number("the longest prefix of an agents' subnet that gives no warning (NET010; default 24)", 8, 27)},
		{name: "logRetentionDays", shape: number("the shortest retention of logs, in days, that is long enough (default 90)", 1, 4383)},
	}}
	return shape{about: "Settings of Moat for the folder that this file lies in, and those below it.", kind: kindObject, fields: []field{
		{name: "include", shape: list("only files that match one of these patterns are searched for templates", text("a pattern such as infra/**", globForm()))},
		{name: "exclude", shape: list("files and folders that match one of these patterns are left out", text("a pattern such as **/examples/**", globForm()))},
		{name: "gitignore", shape: flag("false: also search what a .gitignore leaves out (default true)")},
		{name: "rules", shape: shape{about: "rules by id (NET001), the beginning of ids (NET) or name; the longest beginning wins", kind: kindObject, form: ruleForm(true), values: &ruleShape}},
		{name: "scope", shape: scope},
		{name: "failOn", shape: words("the lowest severity that makes the exit status 1", string(rule.Error), string(rule.Warning), string(rule.Note), "never")},
		{name: "thresholds", shape: thresholds},
		{name: "parameters", shape: shape{
			about: "for each template the deployments that are made of it: a parameter file, or a list of files of which the last wins",
			kind:  kindObject, form: pathForm(), values: &shape{about: "one item for each deployment", kind: kindList, item: &shape{about: "the parameter files of one deployment", either: []shape{
				params, list("parameter files of one deployment, the last wins", params),
			}}},
		}},
		{name: "overrides", shape: list("other settings for the deployments of some folders; of several that match the last wins", shape{kind: kindObject, fields: []field{
			{name: "paths", required: true, shape: list("patterns for the template of a deployment, or one of its parameter files", text("a pattern such as sandbox/**", globForm()))},
			{name: "rules", shape: shape{about: "rules as above", kind: kindObject, form: ruleForm(true), values: &onOff}},
			{name: "scope", shape: scope},
			{name: "thresholds", shape: thresholds},
		}})},
		{name: "suppress", shape: list("findings that are accepted, in files that can't hold comments", shape{kind: kindObject, fields: []field{
			{name: "rule", required: true, shape: text("the rule's id or name", ruleForm(false))},
			{name: "path", shape: text("a pattern for the file of the finding; default: any", globForm())},
			{name: "resource", shape: text("the resource: its name, its symbolic name, or its type; default: any", wordsForm())},
			{name: "reason", required: true, shape: text("why the finding is accepted", wordsForm())},
			{name: "until", shape: text("the last day on which it is accepted, as 2027-03-31", dateForm())},
		}})},
		{name: "baseline", shape: text("the file of accepted findings (--baseline)", pathForm())},
	}}
}

// Schema is the JSON schema of .moat.yaml, for editors that complete and check
// it (JSON Schema, draft 2020-12).
func Schema() []byte {
	doc := schemaOf(root())
	doc["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	doc["title"] = ".moat.yaml"
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		panic(err) // maps of strings always encode
	}
	return b.Bytes()
}

func schemaOf(s shape) map[string]any {
	out := map[string]any{}
	if s.about != "" {
		out["description"] = s.about
	}
	if len(s.either) > 0 {
		var any []map[string]any
		for _, alternative := range s.either {
			any = append(any, schemaOf(alternative))
		}
		out["anyOf"] = any
		return out
	}
	switch s.kind {
	case kindText:
		out["type"] = "string"
		if len(s.words) > 0 {
			out["enum"] = s.words
		}
		if s.form.pattern != "" {
			out["pattern"] = s.form.pattern
		}
	case kindFlag:
		out["type"] = "boolean"
	case kindNumber:
		out["type"], out["minimum"], out["maximum"] = "integer", s.min, s.max
	case kindList:
		out["type"], out["items"] = "array", schemaOf(*s.item)
	case kindObject:
		out["type"] = "object"
		if s.values != nil {
			out["additionalProperties"] = schemaOf(*s.values)
			if s.form.pattern != "" {
				out["propertyNames"] = map[string]any{"pattern": s.form.pattern}
			}
			break
		}
		properties := map[string]any{}
		required := []string{}
		for _, f := range s.fields {
			properties[f.name] = schemaOf(f.shape)
			if f.required {
				required = append(required, f.name)
			}
		}
		out["properties"], out["additionalProperties"] = properties, false
		if len(required) > 0 {
			out["required"] = required
		}
	}
	return out
}
