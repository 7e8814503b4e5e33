<?xml version="1.0" encoding="UTF-8"?>
<!-- One sheet to talk over: each harm with the worry that comes from it and the goal that answers it, one under the
     other, and room beside them for what the family says. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
                xmlns:pp="urn:plainplan:functions"
                exclude-result-prefixes="pp">
  <xsl:import href="../page/page.xsl"/>
  <xsl:import href="../page/statements.xsl"/>

  <xsl:variable name="harms" select="$sections[@name = 'happened']//record"/>
  <xsl:variable name="dangers" select="$sections[@name = 'could-happen']//record"/>
  <xsl:variable name="goals" select="$sections[@name = 'goals']//record"/>

  <xsl:template name="document-body">
    <xsl:call-template name="document-head">
      <xsl:with-param name="dates">
        <fo:list-block provisional-distance-between-starts="26mm" provisional-label-separation="2mm">
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('written')"/><xsl:with-param name="text" select="pp:date(string($today), 'long')"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('written-by')"/><xsl:with-param name="text"><xsl:call-template name="author"/></xsl:with-param></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('copy-for')"/><xsl:with-param name="text" select="$copy-for"/></xsl:call-template>
          <xsl:call-template name="head-line"><xsl:with-param name="label" select="pp:say('next-talk')"/><xsl:with-param name="text" select="pp:date(string($facts/next-talk), 'long')"/></xsl:call-template>
        </fo:list-block>
      </xsl:with-param>
    </xsl:call-template>
    <fo:block space-before="4mm" end-indent="6mm"><xsl:value-of select="pp:say('how-to-read')"/></fo:block>
    <xsl:for-each select="$sections[@name = 'working']"><xsl:call-template name="signed-section"><xsl:with-param name="sign" select="'working'"/></xsl:call-template></xsl:for-each>
    <xsl:choose>
      <xsl:when test="$dangers[2]"><xsl:call-template name="chains"/></xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$sections[@name = 'happened']"><xsl:call-template name="harm-panel"/></xsl:for-each>
        <xsl:for-each select="$sections[@name = 'could-happen']"><xsl:call-template name="danger-panel"/></xsl:for-each>
        <xsl:for-each select="$sections[@name = 'goals']"><xsl:call-template name="goal-panel"/></xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="$sections[@name = 'complicating']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:for-each select="$sections[@name = 'said']"><xsl:call-template name="said"/></xsl:for-each>
    <xsl:call-template name="other-sections"/>
    <xsl:for-each select="$sections[@name = 'questions']"><xsl:call-template name="plain-section"/></xsl:for-each>
    <xsl:call-template name="disagreement"/>
    <xsl:for-each select="$sections[@name = 'about']"><xsl:call-template name="answers-section"/></xsl:for-each>
  </xsl:template>

  <!-- With several worries, each stands with its harm above it and its goal below it. -->
  <xsl:template name="chains">
    <xsl:for-each select="$dangers">
      
      <xsl:variable name="from" select="pp:tokens(string(field[@name = 'because-of']))"/>
      <xsl:variable name="id" select="string(field[@name = 'id'])"/>
      <fo:block role="Sect">
        <fo:block xsl:use-attribute-sets="section-heading" space-before="8mm"><xsl:value-of select="pp:say('chain', 'number', string(position()))"/></fo:block>
        <xsl:for-each select="$harms[field[@name = 'id'] = $from]">
          <xsl:call-template name="one-panel">
            <xsl:with-param name="heading" select="ancestor::section[1]/heading"/>
            <xsl:with-param name="sign" select="'harm'"/><xsl:with-param name="colour" select="$harm"/><xsl:with-param name="ground" select="$harm-ground"/>
            <xsl:with-param name="main" select="field[@name = 'did'] | field[@name = 'effect']"/>
            <xsl:with-param name="rest" select="field[@name = 'saw'] | field[@name = 'when'] | field[@name = 'account']"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="one-panel">
          <xsl:with-param name="heading" select="ancestor::section[1]/heading"/>
          <xsl:with-param name="sign" select="'danger'"/><xsl:with-param name="colour" select="$danger"/><xsl:with-param name="bar" select="$danger-bar"/><xsl:with-param name="ground" select="$danger-ground"/>
          <xsl:with-param name="main" select="field[@name = 'could']"/>
          <xsl:with-param name="rest" select="field[@name = 'worried'] | field[@name = 'likely'] | field[@name = 'helps'] | field[@name = 'account']"/>
        </xsl:call-template>
        <xsl:for-each select="$goals[contains(concat(' ', normalize-space(translate(field[@name = 'worry'], ',', ' ')), ' '), concat(' ', $id, ' '))]">
          <xsl:call-template name="one-panel">
            <xsl:with-param name="heading" select="ancestor::section[1]/heading"/>
            <xsl:with-param name="sign" select="'goal'"/><xsl:with-param name="colour" select="$goal"/><xsl:with-param name="ground" select="$goal-ground"/>
            <xsl:with-param name="main" select="field[@name = 'goal']"/>
            <xsl:with-param name="rest" select="field[@name = 'how-long'] | field[@name = 'seen-by']"/>
          </xsl:call-template>
        </xsl:for-each>
      </fo:block>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="one-panel">
    <xsl:param name="heading"/>
    <xsl:param name="sign"/>
    <xsl:param name="colour"/>
    <xsl:param name="bar" select="$colour"/>
    <xsl:param name="ground"/>
    <xsl:param name="main"/>
    <xsl:param name="rest"/>
    <xsl:variable name="record" select="."/>
    <xsl:for-each select="ancestor::section[1]">
      <xsl:call-template name="panel">
        <xsl:with-param name="level" select="'H3'"/>
        <xsl:with-param name="id" select="generate-id($record)"/>
        <xsl:with-param name="sign" select="$sign"/><xsl:with-param name="colour" select="$colour"/><xsl:with-param name="bar" select="$bar"/><xsl:with-param name="ground" select="$ground"/>
        <xsl:with-param name="content">
          <xsl:for-each select="$record">
            <xsl:call-template name="statement"><xsl:with-param name="main" select="$main"/><xsl:with-param name="rest" select="$rest"/></xsl:call-template>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- With chains the sections are split, so each worry is a bookmark. -->
  <xsl:template name="bookmarks">
    <xsl:variable name="chained" select="boolean($dangers[2])"/>
    <xsl:variable name="plain" select="$body/section[heading][not($chained and (@name = 'happened' or @name = 'could-happen' or @name = 'goals'))]"/>
    <xsl:if test="$plain or $chained">
      <fo:bookmark-tree>
        <xsl:if test="$chained">
          <xsl:for-each select="$dangers">
            <fo:bookmark internal-destination="{generate-id()}"><fo:bookmark-title><xsl:value-of select="pp:say('chain', 'number', string(position()))"/></fo:bookmark-title></fo:bookmark>
          </xsl:for-each>
        </xsl:if>
        <xsl:for-each select="$plain">
          <fo:bookmark internal-destination="{generate-id()}"><fo:bookmark-title><xsl:value-of select="heading"/></fo:bookmark-title></fo:bookmark>
        </xsl:for-each>
      </fo:bookmark-tree>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
