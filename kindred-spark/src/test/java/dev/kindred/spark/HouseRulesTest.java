package dev.kindred.spark;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
