package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

func completionCommand() command {
	return command{
		name:      "completion",
		arguments: "SHELL",
		summary:   "print the completions of bash, zsh or fish",
		words:     func() []string { return []string{"bash", "zsh", "fish"} },
		detail: `bash: moat completion bash > ~/.local/share/bash-completion/completions/moat
zsh:  moat completion zsh > a file "_moat" in a folder of $fpath
fish: moat completion fish > ~/.config/fish/completions/moat.fish
`,
		prepare: func(*pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			return func(_ context.Context, t *terminal, args []string) (int, error) {
				shells := map[string]func([]completion) string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}
				if len(args) != 1 || shells[args[0]] == nil {
					return exitUsage, usagef("completion takes one of bash, zsh, fish")
				}
				_, err := io.WriteString(t.stdout, shells[args[0]](completions()))
				return exitClean, err
			}
		},
	}
}

// completion is what can follow a command.
type completion struct {
	command string
	summary string
	words   []string // its arguments, where they aren't files
	options []option
}

type option struct {
	long, short string
	about       string
	takes       bool     // a value
	words       []string // the values, where they are few; files otherwise
}

// completions lists what every command takes, from the flags themselves.
func completions() []completion {
	var out []completion
	var names, rules []string
	for _, r := range newEngine().Catalogue() {
		rules = append(rules, r.ID)
	}
	for _, c := range commands() {
		names = append(names, c.name)
		one := completion{command: c.name, summary: c.summary}
		if c.words != nil {
			one.words = c.words()
		}
		flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
		c.prepare(flags)
		flags.VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			o := option{long: f.Name, short: f.Shorthand, about: strings.ReplaceAll(f.Usage, "`", ""), takes: f.NoOptDefVal == ""}
			if c, ok := f.Value.(*choice); ok {
				o.words = c.allowed
			}
			if f.Name == "select" || f.Name == "ignore" {
				o.words = rules
			}
			one.options = append(one.options, o)
		})
		out = append(out, one)
	}
	return append(out, completion{command: "help", summary: "the commands, or one command's options", words: names})
}

func bashCompletion(all []completion) string {
	var names []string
	var values, rest strings.Builder
	for _, c := range all {
		names = append(names, c.command)
		var options []string
		for _, o := range c.options {
			options = append(options, "--"+o.long)
			if !o.takes {
				continue
			}
			patterns := fmt.Sprintf("%q", c.command+" --"+o.long)
			if o.short != "" {
				patterns += "|" + fmt.Sprintf("%q", c.command+" -"+o.short)
			}
			reply := `$(compgen -f -- "$word")`
			if len(o.words) > 0 {
				reply = fmt.Sprintf(`$(compgen -W %q -- "$word")`, strings.Join(o.words, " "))
			}
			fmt.Fprintf(&values, "    %s) COMPREPLY=(%s); return ;;\n", patterns, reply)
		}
		reply := `$(compgen -f -- "$word")`
		if len(c.words) > 0 {
			reply = fmt.Sprintf(`$(compgen -W %q -- "$word")`, strings.Join(c.words, " "))
		}
		fmt.Fprintf(&rest, "    %s) if [[ $word == -* ]]; then COMPREPLY=($(compgen -W %q -- \"$word\")); else COMPREPLY=(%s); fi ;;\n",
			c.command, strings.Join(options, " "), reply)
	}
	return `# bash completion for moat
_moat() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "` + strings.Join(names, " ") + `" -- "$word"))
    return
  fi
  case "$command $before" in
` + values.String() + `  esac
  case "$command" in
` + rest.String() + `  esac
}
complete -o filenames -F _moat moat
`
}

func zshCompletion(all []completion) string {
	quote := func(s string) string {
		return strings.NewReplacer("'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`).Replace(s)
	}
	var names, cases strings.Builder
	for _, c := range all {
		fmt.Fprintf(&names, "    '%s:%s'\n", c.command, quote(c.summary))
		fmt.Fprintf(&cases, "    %s)\n      _arguments", c.command)
		for _, o := range c.options {
			action := ""
			if o.takes {
				action = ":value:_files"
				if len(o.words) > 0 {
					action = ":value:(" + strings.Join(o.words, " ") + ")"
				}
			}
			if o.short != "" {
				fmt.Fprintf(&cases, " \\\n        '*-%s[%s]%s'", o.short, quote(o.about), action)
			}
			fmt.Fprintf(&cases, " \\\n        '*--%s[%s]%s'", o.long, quote(o.about), action)
		}
		action := "_files"
		if len(c.words) > 0 {
			action = "(" + strings.Join(c.words, " ") + ")"
		}
		fmt.Fprintf(&cases, " \\\n        '*:argument:%s'\n      ;;\n", action)
	}
	return `#compdef moat
# zsh completion for moat
_moat() {
  local -a commands
  commands=(
` + names.String() + `  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
` + cases.String() + `  esac
}
compdef _moat moat
`
}

func fishCompletion(all []completion) string {
	quote := func(s string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'" }
	var b strings.Builder
	b.WriteString("# fish completion for moat\n")
	for _, c := range all {
		fmt.Fprintf(&b, "complete -c moat -n __fish_use_subcommand -f -a %s -d %s\n", c.command, quote(c.summary))
	}
	for _, c := range all {
		inside := "-n '__fish_seen_subcommand_from " + c.command + "'"
		if len(c.words) > 0 {
			fmt.Fprintf(&b, "complete -c moat %s -f -a %s\n", inside, quote(strings.Join(c.words, " ")))
		}
		for _, o := range c.options {
			line := "complete -c moat " + inside + " -l " + o.long
			if o.short != "" {
				line += " -s " + o.short
			}
			switch {
			case len(o.words) > 0:
				line += " -x -a " + quote(strings.Join(o.words, " "))
			case o.takes:
				line += " -r"
			}
			fmt.Fprintf(&b, "%s -d %s\n", line, quote(o.about))
		}
	}
	return b.String()
}
