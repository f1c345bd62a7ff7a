package dev.kindred.benchmarks;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
